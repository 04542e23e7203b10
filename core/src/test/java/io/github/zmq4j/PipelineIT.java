package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PUSH and PULL over TCP: work goes round, and past a worker who has stopped. */
class PipelineIT {
  private static final int MARK = 10;
  private static final int BYTES = 64 * 1024; // so that the kernel's buffers hold few messages

  @Test
  void aStoppedWorkerGetsNoMoreAndNothingIsLost() throws InterruptedException {
    int messages = 2_000;
    try (Context context = Context.create();
        Push push = context.push()) {
      push.set(Options.SEND_HIGH_WATER_MARK, MARK);
      push.set(Options.SEND_BUFFER, 64 * 1024);
      CountDownLatch connected = new CountDownLatch(3);
      push.monitor(
          event -> {
            if (event.type() == MonitorEvent.Type.HANDSHAKE_SUCCEEDED) {
              connected.countDown();
            }
          });
      String endpoint = push.bind("tcp://127.0.0.1:*");
      List<Pull> pulls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Pull pull = context.pull();
        pull.set(Options.RECEIVE_HIGH_WATER_MARK, MARK);
        pull.set(Options.RECEIVE_BUFFER, 64 * 1024);
        pull.connect(endpoint);
        pulls.add(pull);
      }
      assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();

      List<Integer> byFirst = new ArrayList<>();
      List<Integer> bySecond = new ArrayList<>();
      Thread first = new Thread(() -> receiveInto(byFirst, pulls.get(0)));
      Thread second = new Thread(() -> receiveInto(bySecond, pulls.get(1)));
      first.start();
      second.start();
      for (int i = 0; i < messages; i++) {
        push.send(numbered(i)); // waits when everybody is full, never for the stopped one
      }
      first.join();
      second.join();
      List<Integer> byStopped = new ArrayList<>();
      receiveInto(byStopped, pulls.get(2));

      assertThat(byStopped).hasSizeBetween(1, messages / 10).isSorted();
      assertThat(byFirst).hasSizeGreaterThan(messages / 10).isSorted();
      assertThat(bySecond).hasSizeGreaterThan(messages / 10).isSorted();
      List<Integer> all = new ArrayList<>(byFirst);
      all.addAll(bySecond);
      all.addAll(byStopped);
      assertThat(all)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, messages).boxed().toList());
      pulls.forEach(Socket::close);
    }
  }

  private static Message numbered(int number) {
    byte[] bytes = new byte[BYTES];
    ByteBuffer.wrap(bytes).putInt(number);
    return Message.wrap(bytes);
  }

  /** Receives until nothing has come for a while. */
  private static void receiveInto(List<Integer> numbers, Pull pull) {
    Message message;
    while ((message = pull.tryReceive(Duration.ofSeconds(2))) != null) {
      numbers.add(message.buffer().getInt(0));
    }
  }
}
