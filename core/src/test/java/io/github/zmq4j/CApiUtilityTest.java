package io.github.zmq4j;

import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** docs/c-api.md: what helps beside sockets. */
class CApiUtilityTest {
  private final AtomicInteger counter = new AtomicInteger();

  @Test
  @CFunction({"zmq_z85_encode", "zmq_z85_decode"})
  void writesBytesAsText() {
    assertThat(Z85.encode(new byte[] {(byte) 0x86, 0x4F, (byte) 0xD2, 0x6F})).isEqualTo("Hello");
    assertThat(Z85.decode("Hello")).containsExactly(0x86, 0x4F, 0xD2, 0x6F);
    assertFails(ErrorCode.EINVAL, () -> Z85.encode(new byte[3]));
    assertFails(ErrorCode.EINVAL, () -> Z85.decode("\u00e9ello"));
  }

  @Test
  @CFunction({"zmq_curve_keypair", "zmq_curve_public"})
  void refusesCurveWithoutItsModule() {
    assertThat(Zmq.has("curve")).isFalse();
    try (Context context = Context.create();
        Pull pull = context.pull()) {
      pull.set(Options.CURVE_SERVER, true);
      assertFails(ErrorCode.ENOTSUP, () -> pull.bind("tcp://127.0.0.1:*"));
    }
  }

  @Test
  @CFunction({
    "zmq_atomic_counter_new",
    "zmq_atomic_counter_set",
    "zmq_atomic_counter_inc",
    "zmq_atomic_counter_dec",
    "zmq_atomic_counter_value",
    "zmq_atomic_counter_destroy"
  })
  void countsWithTheJdk() {
    counter.set(1);
    assertThat(counter.getAndIncrement()).isEqualTo(1);
    assertThat(counter.decrementAndGet() > 0).isTrue();
    assertThat(counter.decrementAndGet() > 0).isFalse();
    assertThat(counter.get()).isZero();
  }

  @Test
  @CFunction({
    "zmq_timers_new",
    "zmq_timers_add",
    "zmq_timers_timeout",
    "zmq_timers_execute",
    "zmq_timers_destroy"
  })
  void runsTimers() {
    Timers timers = new Timers();
    List<Integer> ran = new ArrayList<>();
    assertThat(timers.timeout()).isEqualTo(SocketOption.INFINITE);
    assertThat(timers.add(Duration.ZERO, ran::add)).isEqualTo(1);
    assertThat(timers.timeout()).isEqualTo(Duration.ZERO);
    assertThat(timers.execute()).isEqualTo(1);
    assertThat(ran).containsExactly(1);
  }

  @Test
  @CFunction({"zmq_timers_cancel", "zmq_timers_set_interval", "zmq_timers_reset"})
  void changesTimers() {
    Timers timers = new Timers();
    int timer = timers.add(Duration.ZERO, id -> {});
    timers.setInterval(timer, Duration.ofHours(1));
    timers.reset(timer);
    assertThat(timers.execute()).isZero();
    timers.cancel(timer);
    assertFails(ErrorCode.EINVAL, () -> timers.cancel(timer));
  }

  @Test
  @CFunction({"zmq_stopwatch_start", "zmq_stopwatch_intermediate", "zmq_stopwatch_stop"})
  void measuresTimeWithTheJdk() {
    long start = System.nanoTime();
    long intermediate = System.nanoTime() - start;
    assertThat(TimeUnit.NANOSECONDS.toMicros(intermediate)).isNotNegative();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(intermediate);
  }

  @Test
  @CFunction({"zmq_sleep", "zmq_threadstart", "zmq_threadclose"})
  void runsThreadsWithTheJdk() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    Thread thread = new Thread(ran::incrementAndGet);
    thread.start();
    thread.join();
    TimeUnit.SECONDS.sleep(0);
    assertThat(ran).hasValue(1);
  }
}
