package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  @Test
  void copiesTheBytesItIsMadeOf() {
    byte[] bytes = {1, 2, 3};
    Frame frame = Frame.of(bytes);
    bytes[0] = 9;
    assertThat(frame.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void handsOutCopies() {
    Frame frame = Frame.of(new byte[] {1, 2, 3});
    frame.bytes()[0] = 9;
    assertThat(frame.byteAt(0)).isEqualTo((byte) 1);
    assertThat(frame.buffer().isReadOnly()).isTrue();
  }

  @Test
  void wrapsAnArrayWithoutCopying() {
    byte[] bytes = {1, 2, 3};
    Frame frame = Frame.wrap(bytes);
    bytes[0] = 9;
    assertThat(frame.byteAt(0)).isEqualTo((byte) 9);
    assertThat(frame.isLeased()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wrapsTheRemainingBytesOfABuffer(boolean direct) {
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(10) : ByteBuffer.allocate(10);
    buffer.put("0123456789".getBytes(UTF_8)).position(2).limit(5);
    Frame frame = Frame.wrap(buffer, () -> {});
    assertThat(frame.size()).isEqualTo(3);
    assertThat(frame.text()).isEqualTo("234");
    assertThat(frame.bytes()).isEqualTo("234".getBytes(UTF_8));
    assertThat(frame.byteAt(2)).isEqualTo((byte) '4');
    assertThat(frame.isLeased()).isTrue();
    buffer.clear().put(2, (byte) 'x');
    assertThat(frame.text()).isEqualTo("x34");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void copiesARunOfItsBytes(boolean direct) {
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(5) : ByteBuffer.allocate(5);
    Frame frame = Frame.wrap(buffer.put("01234".getBytes(UTF_8)).flip(), () -> {});
    ByteBuffer target = ByteBuffer.allocate(4).put((byte) '-');
    frame.copyTo(1, target, 3);
    assertThat(new String(target.array(), UTF_8)).isEqualTo("-123");
    assertThat(target.hasRemaining()).isFalse();
    assertThatThrownBy(() -> frame.copyTo(0, target, 1))
        .isInstanceOf(BufferOverflowException.class);
    assertThatThrownBy(() -> frame.copyTo(3, target.clear(), 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void speaksUtf8() {
    assertThat(Frame.of("é").bytes()).containsExactly(0xC3, 0xA9);
    assertThat(Frame.of(new byte[] {(byte) 0xC3, (byte) 0xA9}).text()).isEqualTo("é");
    assertThat(Frame.of(new byte[] {(byte) 0xFF}).text()).isEqualTo("\uFFFD");
  }

  @Test
  void hasNoByteOutsideItsSize() {
    assertThatThrownBy(() -> Frame.of("a").byteAt(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Frame.EMPTY.byteAt(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(Frame.EMPTY.size()).isZero();
    assertThat(Frame.of("")).isSameAs(Frame.EMPTY);
  }

  @Test
  void equalsByContent() {
    Frame heap = Frame.of("ab");
    Frame direct = Frame.wrap(ByteBuffer.allocateDirect(2).put(heap.bytes()).flip(), () -> {});
    assertThat(heap).isEqualTo(direct).hasSameHashCodeAs(direct).isNotEqualTo(Frame.of("ac"));
  }

  @Test
  void idsThatCountUpHaveHashCodesOfTheirOwn() {
    Set<Integer> codes = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] id = ByteBuffer.allocate(5).putInt(1, 0x12345678 + i).array();
      codes.add(Frame.wrap(id).hashCode());
    }
    assertThat(codes).hasSizeGreaterThan(19_900);
  }

  @Test
  void isShownOnOneLine() {
    assertThat(Frame.of("ab")).hasToString("Frame[2 bytes: 61 62]");
    assertThat(Frame.EMPTY).hasToString("Frame[0 bytes]");
    assertThat(Frame.of(new byte[1000]).toString()).hasSizeLessThan(80).endsWith(" ...]");
  }

  @Test
  void givesMemoryBackWhenTheLastHolderReleasesIt() {
    AtomicInteger released = new AtomicInteger();
    Frame frame = Frame.wrap(ByteBuffer.allocate(1), released::incrementAndGet);
    assertThat(frame.retain()).isSameAs(frame);
    frame.release();
    assertThat(released).hasValue(0);
    frame.release();
    assertThat(released).hasValue(1);
  }

  @Test
  void givesMemoryBackOnceHoweverOftenItIsReleased() {
    AtomicInteger released = new AtomicInteger();
    Frame frame = Frame.wrap(ByteBuffer.allocate(1), released::incrementAndGet);
    frame.release();
    frame.release();
    assertThat(released).hasValue(1);
  }

  @Test
  void isNotReadOnceItsMemoryIsGivenBack() {
    Frame frame = Frame.wrap(ByteBuffer.allocate(2), () -> {});
    frame.retain().release();
    assertThat(frame.bytes()).hasSize(2);
    frame.release();
    ByteBuffer target = ByteBuffer.allocate(2);
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> frame.byteAt(0),
            frame::bytes,
            frame::buffer,
            frame::text,
            frame::hashCode,
            frame::retain,
            () -> frame.copyTo(0, target, 1),
            () -> frame.equals(Frame.of("ab")))) {
      assertThatThrownBy(use)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("retain()");
    }
    assertThat(List.of(frame)).contains(frame);
    assertThat(frame).hasToString("Frame[2 bytes, released]");
    assertThat(frame.size()).isEqualTo(2);
  }

  @Test
  void ignoresHoldersOfFramesThatWrapNothing() {
    Frame frame = Frame.of("a");
    frame.retain().release();
    frame.release();
    assertThat(frame.text()).isEqualTo("a");
  }

  @Test
  void givesMemoryBackOnceWhenThreadsRetainAndRelease() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 200; round++) {
        AtomicInteger released = new AtomicInteger();
        Frame frame = Frame.wrap(ByteBuffer.allocate(1), released::incrementAndGet);
        for (int i = 0; i < threads; i++) {
          frame.retain();
        }
        CyclicBarrier start = new CyclicBarrier(threads);
        AtomicInteger early = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          running.add(executor.submit(() -> useAndRelease(frame, start, released, early)));
        }
        for (Future<?> one : running) {
          one.get(10, TimeUnit.SECONDS);
        }
        assertThat(early).as("released while held").hasValue(0);
        assertThat(released).as("released before the maker let go").hasValue(0);
        frame.release();
        assertThat(released).hasValue(1);
      }
    } finally {
      executor.shutdownNow();
      assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Void useAndRelease(
      Frame frame, CyclicBarrier start, AtomicInteger released, AtomicInteger early)
      throws Exception {
    start.await(10, TimeUnit.SECONDS);
    for (int i = 0; i < 100; i++) {
      frame.retain();
      early.addAndGet(released.get());
      frame.release();
    }
    frame.release();
    return null;
  }

  @Test
  void givesMemoryBackWhenNobodyReleasesIt() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    makeAndForget(released);
    boolean done = false;
    for (int i = 0; i < 200 && !done; i++) {
      System.gc();
      done = released.await(50, TimeUnit.MILLISECONDS);
    }
    assertThat(done).isTrue();
  }

  private static void makeAndForget(CountDownLatch released) {
    assertThat(Frame.wrap(ByteBuffer.allocate(1), released::countDown).isLeased()).isTrue();
  }
}
