package io.github.zmq4j.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Context;
import io.github.zmq4j.Options;
import io.github.zmq4j.Push;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged while a context cannot end. */
class TerminationWarningIT {
  private static final Logger LOG = Logger.getLogger("io.github.zmq4j");
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
  }

  @Test
  void namesSocketEndpointAndCount() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Context context = SocketContext.open(Context.builder(), Duration.ofMillis(50));
    Push push = context.push();
    push.set(Options.LINGER, Duration.ofMillis(500));
    push.connect("tcp://127.0.0.1:" + port);
    for (int i = 0; i < 17; i++) {
      push.send("left");
    }
    push.close();
    context.close();

    assertThat(lines.poll(10, TimeUnit.SECONDS))
        .contains("PUSH socket " + push.id())
        .contains("17 messages")
        .contains("tcp://127.0.0.1:" + port)
        .contains("LINGER");
  }

  @Test
  void saysNothingWhenTheContextEndsAtOnce() {
    Context context = SocketContext.open(Context.builder(), Duration.ofSeconds(5));
    context.push().bind("tcp://127.0.0.1:*");
    context.close();
    assertThat(lines).isEmpty();
  }
}
