package io.github.zmq4j;

import static io.github.zmq4j.ErrorCode.EINVAL;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FramePoolTest {
  private final FramePool pool = FramePool.of(1000);

  @Test
  void aFrameHasWhatWasFilledIn() {
    ByteBuffer buffer = pool.take();
    Frame frame = pool.frame(buffer.putLong(7).putLong(8).flip());
    assertThat(frame.size()).isEqualTo(16);
    assertThat(frame.isDirect()).isTrue();
    assertThat(frame.buffer().getLong(8)).isEqualTo(8);
  }

  @Test
  void theMemoryThatCameBackLastIsTheNextToBeUsed() {
    ByteBuffer first = pool.take();
    ByteBuffer second = pool.take();
    assertThat(second).isNotSameAs(first);
    pool.frame(first).release();
    pool.frame(second).release();
    assertThat(pool.take()).isSameAs(second);
    assertThat(pool.take()).isSameAs(first);
  }

  @Test
  void whatIsTakenIsAsIfNew() {
    ByteBuffer used = pool.take();
    pool.frame(used.order(ByteOrder.LITTLE_ENDIAN).limit(10).position(5)).release();
    ByteBuffer again = pool.take();
    assertThat(again).isSameAs(used);
    assertThat(again.position()).isZero();
    assertThat(again.limit()).isEqualTo(1000);
    assertThat(again.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
  }

  @Test
  void memoryComesBackOnceEveryHolderHasReleasedIt() {
    ByteBuffer buffer = pool.take();
    Frame frame = pool.frame(buffer);
    frame.retain();
    frame.release();
    assertThat(pool.take()).isNotSameAs(buffer);
    frame.release();
    assertThat(pool.take()).isSameAs(buffer);
  }

  @Test
  void keepsNoMoreThanItMay() {
    Frame[] frames = new Frame[300];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = pool.frame(pool.take());
    }
    for (Frame frame : frames) {
      frame.release();
    }
    assertThat(pool).hasToString("FramePool[1000 bytes, 256 idle]");
  }

  @Test
  void refusesWhatIsNotItsOwn() {
    assertFails(EINVAL, () -> FramePool.of(0));
    assertFails(EINVAL, () -> pool.frame(ByteBuffer.allocate(1000)));
    assertFails(EINVAL, () -> pool.frame(ByteBuffer.allocateDirect(999)));
    assertFails(EINVAL, () -> pool.frame(pool.take().asReadOnlyBuffer()));
  }
}
