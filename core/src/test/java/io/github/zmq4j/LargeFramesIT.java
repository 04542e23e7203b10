package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that lie in a pool's memory, from one end to the other. */
@ExtendWith(LibraryThreads.class)
class LargeFramesIT {
  private static final int LARGEST_BYTES = 1 << 20;
  private static final int MESSAGES = 300;

  private final Context context = Context.create();
  private final FramePool sent = FramePool.of(LARGEST_BYTES);
  private final FramePool received = FramePool.of(LARGEST_BYTES);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    context.close();
  }

  private String endpoint(String transport) {
    return transport.equals("ipc") ? "ipc://" + directory.resolve("large") : "tcp://127.0.0.1:*";
  }

  /** One to three frames of any size, some in the pool's memory and some on the heap. */
  private Message message(int number) {
    SplittableRandom random = new SplittableRandom(number);
    Frame[] frames = new Frame[1 + random.nextInt(3)];
    for (int i = 0; i < frames.length; i++) {
      int size = number == 0 ? LARGEST_BYTES : 1 << random.nextInt(21);
      byte[] bytes = new byte[size - random.nextInt(Math.min(size, 20))];
      random.nextBytes(bytes);
      frames[i] =
          random.nextInt(4) == 0 ? Frame.wrap(bytes) : sent.frame(sent.take().put(bytes).flip());
    }
    return Message.of(List.of(frames));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ipc"})
  void arriveAsTheyWereSent(String transport) throws InterruptedException {
    try (Pull pull = context.pull();
        Push push = context.push()) {
      pull.receiveInto(received);
      push.connect(pull.bind(endpoint(transport)));
      Thread sender = Callers.start(() -> sendAll(push));
      for (int number = 0; number < MESSAGES; number++) {
        Message message = pull.receive();
        assertThat(message.equals(message(number))).as("message %d", number).isTrue();
        message.release();
      }
      sender.join();
    }
  }

  private void sendAll(Push push) {
    for (int number = 0; number < MESSAGES; number++) {
      push.send(message(number));
    }
  }

  @Test
  void lieInMemoryThatIsUsedAgain() {
    try (Pull pull = context.pull();
        Push push = context.push()) {
      pull.receiveInto(received);
      push.connect(pull.bind(endpoint("tcp")));
      Set<ByteBuffer> senders = Collections.newSetFromMap(new IdentityHashMap<>());
      int inThePool = 0;
      for (int number = 0; number < MESSAGES; number++) {
        ByteBuffer memory = sent.take();
        senders.add(memory);
        push.send(Message.of(sent.frame(memory)));
        Message message = pull.receive();
        inThePool += message.frame(0).isDirect() ? 1 : 0;
        message.release();
      }
      assertThat(senders).hasSizeLessThan(5);
      assertThat(inThePool).isEqualTo(MESSAGES - 1); // the first one must show that such come
      assertThat(received).hasToString("FramePool[1048576 bytes, 1 idle]");
    }
  }

  @Test
  void lieOnTheHeapWhereTheyAreLargerThanThePool() {
    try (Pull pull = context.pull();
        Push push = context.push()) {
      pull.receiveInto(FramePool.of(LARGEST_BYTES - 1));
      push.connect(pull.bind(endpoint("tcp")));
      for (int number = 0; number < 3; number++) {
        push.send(Message.of(sent.frame(sent.take())));
        assertThat(pull.receive().frame(0).isDirect()).isFalse();
      }
    }
  }
}
