package io.github.zmq4j;

import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** docs/c-api.md: messages. */
class CApiMessageTest {
  @Test
  @CFunction({"zmq_msg_init", "zmq_msg_init_size", "zmq_msg_init_buffer"})
  void makesMessages() {
    assertThat(Message.of(Frame.EMPTY).size()).isZero();
    assertThat(Message.of(new byte[100]).size()).isEqualTo(100);
    byte[] bytes = {1, 2, 3};
    Message copied = Message.of(bytes);
    bytes[0] = 9;
    assertThat(copied.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  @CFunction("zmq_msg_init_data")
  void wrapsMemoryAndGivesItBackOnce() {
    AtomicInteger released = new AtomicInteger();
    ByteBuffer memory = ByteBuffer.allocateDirect(16).putInt(42).flip();
    Message message = Message.of(Frame.wrap(memory, released::incrementAndGet));
    assertThat(message.size()).isEqualTo(4);
    assertThat(message.buffer().getInt()).isEqualTo(42);
    assertThat(released).hasValue(0);
    message.release();
    assertThat(released).hasValue(1);
  }

  @Test
  @CFunction({"zmq_msg_copy", "zmq_msg_move", "zmq_msg_close"})
  void sharesAMessageByReference() {
    AtomicInteger released = new AtomicInteger();
    Message message = Message.of(Frame.wrap(ByteBuffer.allocate(1), released::incrementAndGet));
    Message copy = message.retain(); // messages do not change, so a copy is the message
    message.release();
    assertThat(released).hasValue(0);
    copy.release();
    assertThat(released).hasValue(1);
  }

  @Test
  @CFunction({"zmq_msg_data", "zmq_msg_size"})
  void readsAMessage() {
    Message message = Message.of("hello");
    assertThat(message.size()).isEqualTo(5);
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.bytes()).containsExactly('h', 'e', 'l', 'l', 'o');
    assertThat(message.buffer().isReadOnly()).isTrue();
  }

  @Test
  @CFunction({"zmq_msg_gets", "zmq_msg_set"})
  void tellsPropertiesOfThePeer() {
    Metadata metadata = Metadata.of(Map.of("Peer-Address", "192.0.2.7", "Identity", "me"));
    Message message = Message.of("x").withMetadata(metadata); // there is nothing else to set
    assertThat(message.get("peer-address")).isEqualTo("192.0.2.7");
    assertThat(message.get("Routing-Id")).isEqualTo("me");
    assertThat(message.get("User-Id")).isNull();
  }

  @Test
  @CFunction({"zmq_msg_set_routing_id", "zmq_msg_routing_id"})
  void carriesARoutingId() {
    assertThat(Message.of("x").withRoutingId(7).routingId()).isEqualTo(7);
    assertFails(ErrorCode.EINVAL, () -> Message.of("x").withRoutingId(0));
  }

  @Test
  @CFunction({"zmq_msg_set_group", "zmq_msg_group"})
  void carriesAGroup() {
    assertThat(Message.of("x").withGroup("weather").group()).isEqualTo("weather");
    assertFails(ErrorCode.EINVAL, () -> Message.of("x").withGroup("x".repeat(256)));
  }
}
