package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final Message THREE = Message.of("id", "", "body");

  @Test
  void isMadeOfAText() {
    Message message = Message.of("hello");
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.size()).isEqualTo(5);
    assertThat(message.frameCount()).isEqualTo(1);
  }

  @Test
  void isMadeOfPartsOfAnyKind() {
    ByteBuffer buffer = ByteBuffer.wrap("xdx".getBytes(UTF_8)).position(1).limit(2);
    Message message = Message.of("a", "b".getBytes(UTF_8), Frame.of("c"), buffer);
    assertThat(message.frames()).extracting(Frame::text).containsExactly("a", "b", "c", "d");
    assertThat(buffer.remaining()).isEqualTo(1);
  }

  @Test
  void isNotMadeOfNothing() {
    assertThatThrownBy(() -> Message.of(List.of()))
        .isInstanceOfSatisfying(
            ZmqException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EINVAL));
    assertThatThrownBy(() -> Message.of(new Object[0])).isInstanceOf(ZmqException.class);
  }

  @Test
  void isNotMadeOfOtherThings() {
    assertThatThrownBy(() -> Message.of("a", 1))
        .isInstanceOf(ZmqException.class)
        .hasMessageContaining("java.lang.Integer");
  }

  @Test
  void copiesWhatItIsMadeOf() {
    byte[] bytes = {1};
    Message message = Message.of(bytes);
    Message ofBuffer = Message.of(ByteBuffer.wrap(bytes));
    bytes[0] = 2;
    assertThat(message.bytes()).containsExactly(1);
    assertThat(ofBuffer.bytes()).containsExactly(1);
    message.bytes()[0] = 3;
    assertThat(message.bytes()).containsExactly(1);
    assertThat(message.buffer().isReadOnly()).isTrue();
  }

  @Test
  void wrapsWithoutCopying() {
    byte[] bytes = {1};
    Message message = Message.wrap(bytes);
    bytes[0] = 2;
    assertThat(message.bytes()).containsExactly(2);
    assertThat(message.frame(0).bytes()).containsExactly(2);
  }

  @Test
  void countsBytes() {
    assertThat(THREE.size()).isEqualTo(2);
    assertThat(THREE.frameSize(2)).isEqualTo(4);
    assertThat(THREE.totalSize()).isEqualTo(6);
    assertThat(Message.of("").totalSize()).isZero();
  }

  @Test
  void hasNoFrameOutsideItsCount() {
    for (Message message : List.of(Message.of("a"), Message.of(Frame.of("a")))) {
      for (int index : new int[] {-1, 1}) {
        assertThatThrownBy(() -> message.frame(index))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.frameSize(index))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.copyTo(index, 0, ByteBuffer.allocate(1), 1))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void copiesARunOfAFrame() {
    ByteBuffer target = ByteBuffer.allocate(2);
    THREE.copyTo(2, 1, target, 2);
    assertThat(target.array()).isEqualTo("od".getBytes(UTF_8));
    Message.of("hello").copyTo(0, 3, target.clear(), 2);
    assertThat(target.array()).isEqualTo("lo".getBytes(UTF_8));
  }

  @Test
  void takesAnEnvelopeOnAndOff() {
    Message body = Message.of("body").withRoutingId(7).withGroup("g");
    Message sealed = body.prepend(Frame.of("id"), Frame.EMPTY);
    assertThat(sealed).isEqualTo(THREE);
    assertThat(sealed.routingId()).isEqualTo(7);
    assertThat(sealed.dropFirst(2)).isEqualTo(body);
    assertThat(sealed.dropFirst(2).group()).isEqualTo("g");
    assertThat(sealed.dropFirst(0)).isSameAs(sealed);
    assertThatThrownBy(() -> sealed.dropFirst(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> body.dropFirst(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void carriesRoutingIdGroupAndMetadata() {
    Message plain = Message.of("a");
    assertThat(plain.routingId()).isZero();
    assertThat(plain.group()).isEmpty();
    assertThat(plain.metadata()).isSameAs(Metadata.EMPTY);
    assertThat(plain.get("Socket-Type")).isNull();

    Metadata metadata = Metadata.of(Map.of("Socket-Type", "REQ"));
    Message message = plain.withMetadata(metadata).withRoutingId(-5).withGroup("news");
    assertThat(message.get("socket-type")).isEqualTo("REQ");
    assertThat(message.routingId()).isEqualTo(-5);
    assertThat(message.group()).isEqualTo("news");
    assertThat(plain.routingId()).isZero();
    assertThat(Message.wrap(new byte[1], metadata).metadata()).isSameAs(metadata);
  }

  @Test
  void refusesRoutingIdZeroAndLongGroups() {
    Message message = Message.of("a");
    assertThatThrownBy(() -> message.withRoutingId(0)).isInstanceOf(ZmqException.class);
    assertThat(message.withGroup("g".repeat(255)).group()).hasSize(255);
    assertThatThrownBy(() -> message.withGroup("g".repeat(256))).isInstanceOf(ZmqException.class);
    assertThatThrownBy(() -> message.withGroup("é".repeat(128))).isInstanceOf(ZmqException.class);
  }

  @Test
  void equalsByFramesAlone() {
    assertThat(Message.of("a"))
        .isEqualTo(Message.of(Frame.of("a")))
        .isEqualTo(Message.of("a").withRoutingId(1))
        .hasSameHashCodeAs(Message.of(Frame.of("a")))
        .isNotEqualTo(Message.of("a", ""));
  }

  @Test
  void releasesTheFramesThatWrapMemory() {
    AtomicInteger released = new AtomicInteger();
    Frame wrapped = Frame.wrap(ByteBuffer.allocate(1), released::incrementAndGet);
    Message message = Message.of("id", wrapped);
    assertThat(message.retain()).isSameAs(message);
    message.release();
    assertThat(released).hasValue(0);
    message.dropFirst(1).release();
    assertThat(released).hasValue(1);
  }

  @Test
  void isShownByItsFrames() {
    assertThat(THREE)
        .hasToString("Message[Frame[2 bytes: 69 64], Frame[0 bytes], Frame[4 bytes: 62 6f 64 79]]");
  }
}
