package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of interrupts at threads that send and receive. */
@ExtendWith(LibraryThreads.class)
class InterruptsIT {
  private static final int MESSAGES = 3000;

  private final AtomicInteger interrupted = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://interrupts"})
  void loseAndDoubleNothing(String anywhere) {
    try (Context context = Context.builder().blocky(false).build();
        Push push = context.push();
        Pull pull = context.pull()) {
      push.set(Options.SEND_HIGH_WATER_MARK, 10); // so that both sides often wait
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 10);
      EventRecorder events = EventRecorder.on(push);
      push.connect(pull.bind(anywhere));
      List<Caller<?>> callers = new ArrayList<>();
      callers.add(
          Caller.run(
              () -> {
                for (int i = 0; i < MESSAGES; i++) {
                  Message message = Message.of(Integer.toString(i), new byte[2000]);
                  insisting(
                      () -> {
                        push.send(message);
                        return message;
                      });
                }
              }));
      callers.add(
          Caller.run(
              () -> {
                for (int i = 0; i < MESSAGES; i++) {
                  Message message = insisting(pull::receive);
                  assertThat(message.text()).isEqualTo(Integer.toString(i));
                  assertThat(message.frameSize(1)).isEqualTo(2000);
                }
              }));
      int thrown = 0;
      while (!callers.stream().allMatch(Caller::isDone)) {
        callers.get(thrown++ % callers.size()).interrupt();
        Thread.yield();
      }
      callers.forEach(Caller::result);
      assertThat(interrupted.get()).as("waits that ended with EINTR").isPositive();
      assertThat(pull.tryReceive()).isNull();
      push.close();
      assertThat(events.typesUntil(MonitorEvent.Type.MONITOR_STOPPED))
          .as("connections made")
          .filteredOn(type -> type == MonitorEvent.Type.CONNECTED)
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  /** Repeats a call until no interrupt hits it. */
  private <T> T insisting(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (ZmqException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.EINTR);
        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        interrupted.incrementAndGet();
      }
    }
  }
}
