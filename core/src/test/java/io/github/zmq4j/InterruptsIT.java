package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static io.github.zmq4j.MonitorEvent.Type.MONITOR_STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten thousand interrupts at threads that send and receive. Each one ends exactly one wait, with
 * EINTR, and does nothing else: every message comes once, in order and whole, over one connection.
 */
@ExtendWith(LibraryThreads.class)
class InterruptsIT {
  private static final int INTERRUPTS = 10_000;
  private static final int MESSAGE_BYTES = 2000;
  private static final int BUFFER_BYTES = 16 * 1024;

  private volatile boolean over;

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://pipeline"})
  void loseAndDoubleNothingOfAPipeline(String anywhere) {
    try (Context context = Context.builder().blocky(false).build();
        Push push = narrow(context.push());
        Pull pull = narrow(context.pull())) {
      EventRecorder ofPush = EventRecorder.on(push);
      EventRecorder ofPull = EventRecorder.on(pull);
      push.connect(pull.bind(anywhere));
      Victim sender =
          new Victim(
              self -> {
                int sent = 0;
                while (!over) {
                  Message message = message(sent++);
                  self.insist(() -> push.send(message));
                }
                Message last = message(-1);
                self.insist(() -> push.send(last));
              });
      Victim receiver =
          new Victim(
              self -> {
                Message message = self.insist(pull::receive);
                for (int i = 0; number(message) >= 0; i++) {
                  assertThat(number(message)).isEqualTo(i);
                  message = self.insist(pull::receive);
                }
              });
      strike(sender, receiver);
      assertThat(pull.tryReceive()).isNull();
      if (!anywhere.startsWith("inproc")) {
        push.close();
        pull.close();
        assertOneConnection(ofPush, ofPull);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://requests"})
  void loseAndDoubleNoRequestAndNoReply(String anywhere) {
    try (Context context = Context.builder().blocky(false).build();
        Req client = context.req();
        Rep server = context.rep()) {
      EventRecorder ofClient = EventRecorder.on(client);
      EventRecorder ofServer = EventRecorder.on(server);
      client.connect(server.bind(anywhere));
      Victim asking =
          new Victim(
              self -> {
                for (int i = 0; !over; i++) {
                  Message request = message(i);
                  self.insist(() -> client.send(request));
                  assertThat(number(self.insist(client::receive))).isEqualTo(i);
                }
                Message last = message(-1);
                self.insist(() -> client.send(last));
              });
      Victim answering =
          new Victim(
              self -> {
                Message request = self.insist(server::receive);
                for (int i = 0; number(request) >= 0; i++) {
                  assertThat(number(request)).isEqualTo(i);
                  Message reply = request;
                  self.insist(() -> server.send(reply));
                  request = self.insist(server::receive);
                }
              });
      strike(asking, answering);
      if (!anywhere.startsWith("inproc")) {
        client.close();
        server.close();
        assertOneConnection(ofClient, ofServer);
      }
    }
  }

  // ---- Messages --------------------------------------------------------------------------------

  /** Has a socket hold little, so that both sides often wait. */
  private static <S extends Socket> S narrow(S socket) {
    socket.set(Options.SEND_HIGH_WATER_MARK, 10);
    socket.set(Options.RECEIVE_HIGH_WATER_MARK, 10);
    socket.set(Options.SEND_BUFFER, BUFFER_BYTES);
    socket.set(Options.RECEIVE_BUFFER, BUFFER_BYTES);
    return socket;
  }

  private static Message message(int number) {
    return Message.of(Integer.toString(number), body(number));
  }

  private static byte[] body(int number) {
    byte[] body = new byte[MESSAGE_BYTES];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (number * 31 + i);
    }
    return body;
  }

  /** The number of a message, which must be whole. */
  private static int number(Message message) {
    int number = Integer.parseInt(message.frame(0).text());
    assertThat(message).isEqualTo(message(number));
    return number;
  }

  private static void assertOneConnection(EventRecorder... sides) {
    for (EventRecorder events : sides) {
      assertThat(events.typesUntil(MONITOR_STOPPED)).containsOnlyOnce(HANDSHAKE_SUCCEEDED);
    }
  }

  // ---- Interrupts ------------------------------------------------------------------------------

  /** Interrupts one after the other, whenever its last interrupt has been answered. */
  private void strike(Victim... victims) {
    int thrown = 0;
    while (thrown < INTERRUPTS && Stream.of(victims).noneMatch(Victim::isDone)) {
      for (Victim victim : victims) {
        thrown += victim.strikes() ? 1 : 0;
      }
      Thread.yield();
    }
    over = true;
    List.of(victims).forEach(Victim::assertAnswered);
    assertThat(thrown).isGreaterThanOrEqualTo(INTERRUPTS);
  }

  private interface Work {
    void run(Victim self);
  }

  /** A thread that is interrupted. */
  private static final class Victim {
    private final Caller<Boolean> caller;
    private final AtomicInteger answered = new AtomicInteger(); // with EINTR
    private int thrown; // the striking thread's

    Victim(Work work) {
      caller =
          Caller.start(
              () -> {
                work.run(this);
                return Thread.interrupted();
              });
    }

    boolean isDone() {
      return caller.isDone();
    }

    boolean strikes() {
      if (thrown != answered.get()) {
        return false; // a second one would be the same as the first
      }
      thrown++;
      caller.interrupt();
      return true;
    }

    /** Every interrupt was answered, but for one that no wait has followed. */
    void assertAnswered() {
      boolean oneIsLeft = caller.result();
      assertThat(answered.get() + (oneIsLeft ? 1 : 0)).isEqualTo(thrown);
      assertThat(answered).as("waits that ended with EINTR").hasPositiveValue();
    }

    void insist(Runnable call) {
      insist(
          () -> {
            call.run();
            return call;
          });
    }

    /** Repeats a call until no interrupt hits it. */
    <T> T insist(Supplier<T> call) {
      while (true) {
        try {
          return call.get();
        } catch (ZmqException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.EINTR);
          assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
          answered.incrementAndGet();
        }
      }
    }
  }
}
