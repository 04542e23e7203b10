package io.github.zmq4j.internal.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.FramePool;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames whose memory is a pool's: written from where they lie, and read to where they stay. */
class PooledFramesTest {
  private static final int LARGE = 100_000;

  private final FramePool pool = FramePool.of(LARGE);
  private final FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, Metadata.EMPTY);
  private final List<Message> decoded = new ArrayList<>();
  private final InboundHandler handler =
      new InboundHandler() {
        @Override
        public boolean onMessage(Message message) {
          decoded.add(message);
          return true;
        }

        @Override
        public void onCommand(byte[] body) {
          throw new AssertionError("no command was sent");
        }
      };

  private Frame pooled(SplittableRandom random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return pool.frame(pool.take().put(bytes).flip());
  }

  /** What a transmission does with an encoder, in buffers of a size. */
  private static ByteBuffer encode(List<Message> messages, int bufferBytes) {
    MessageEncoder encoder = new MessageEncoder(Framing.V2);
    ByteBuffer wire = ByteBuffer.allocate(5_000_000);
    for (Message message : messages) {
      boolean done;
      do {
        ByteBuffer batch = ByteBuffer.allocate(bufferBytes);
        done = encoder.encode(message, batch);
        wire.put(batch.flip());
        ByteBuffer body = encoder.inPlace();
        if (body != null) {
          assertThat(done).isFalse();
          wire.put(body);
        }
      } while (!done);
    }
    return wire.flip();
  }

  /** What a connection does with a decoder: it reads to where the decoder has room. */
  private int decode(ByteBuffer wire, SplittableRandom random) throws Exception {
    int direct = 0;
    while (wire.hasRemaining()) {
      ByteBuffer room = decoder.room();
      int most = room == null ? LARGE : room.remaining();
      int count = Math.min(wire.remaining(), 1 + random.nextInt(most));
      ByteBuffer piece = wire.slice(wire.position(), count);
      wire.position(wire.position() + count);
      if (room == null) {
        decoder.decode(piece, handler);
      } else {
        room.put(piece);
        decoder.decode(ByteBuffer.allocate(0), handler);
        direct += count;
      }
    }
    return direct;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void arriveAsTheyWereEncodedHoweverTheyAreCut(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<Message> messages = new ArrayList<>();
    messages.add(Message.of(pooled(random, LARGE)));
    for (int i = 0; i < 30; i++) {
      Frame[] frames = new Frame[1 + random.nextInt(3)];
      for (int k = 0; k < frames.length; k++) {
        frames[k] = pooled(random, random.nextInt(random.nextInt(3) == 0 ? 300 : LARGE));
      }
      messages.add(Message.of(List.of(frames)));
    }
    decoder.receiveInto(pool);
    int direct = decode(encode(messages, 10 + random.nextInt(LARGE)), random);
    assertThat(decoded.equals(messages)).isTrue();
    assertThat(direct).isPositive();
    assertThat(decoder.isMidMessage()).isFalse();
  }

  @Test
  void noMemoryIsTakenForAPeerThatHasSentNothingYet() throws Exception {
    decoder.receiveInto(pool);
    ByteBuffer header = ByteBuffer.allocate(10);
    Framing.V2.putHeader(header, 0, LARGE);
    decoder.decode(header.put((byte) 1).flip(), handler);
    assertThat(decoder.isMidMessage()).isTrue();
    assertThat(decoder.room()).isNull();
  }

  @Test
  void sealedFramesAreReadWhereTheyCanBeOpened() throws Exception {
    FrameDecoder sealed = new FrameDecoder(Framing.V2, -1, Metadata.EMPTY, new ToyCipher());
    sealed.receiveInto(pool);
    for (int i = 0; i < 3; i++) {
      ByteBuffer header = ByteBuffer.allocate(10);
      Framing.V2.putHeader(header, 0, LARGE);
      sealed.decode(header.put((byte) 0).flip(), handler);
      assertThat(sealed.room()).isNull();
      byte[] rest = new byte[LARGE - 1];
      rest[0] = (byte) (i + 1); // the number that the cipher expects
      sealed.decode(ByteBuffer.wrap(rest), handler);
    }
  }

  @Test
  void smallFramesOfDirectMemoryAreCopiedIntoTheBatch() {
    MessageEncoder encoder = new MessageEncoder(Framing.V2);
    ByteBuffer batch = ByteBuffer.allocate(LARGE);
    Message message = Message.of(pooled(new SplittableRandom(1), 1000));
    assertThat(encoder.encode(message, batch)).isTrue();
    assertThat(encoder.inPlace()).isNull();
  }
}
