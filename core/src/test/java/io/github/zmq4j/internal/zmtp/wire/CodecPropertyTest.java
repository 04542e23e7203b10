package io.github.zmq4j.internal.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is encoded is decoded again, whatever the buffers on either side. */
class CodecPropertyTest {

  static List<Long> seeds() {
    return LongStream.range(0, 150).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void messagesAndCommandsSurviveTheWire(long seed) throws Exception {
    Random random = new Random(seed);
    Framing framing = random.nextInt(3) == 0 ? Framing.V1 : Framing.V2;
    boolean sealed = framing == Framing.V2 && random.nextInt(3) == 0;
    List<String> sent = new ArrayList<>();
    byte[] wire = encode(framing, sealed ? new ToyCipher() : null, random, sent);

    RecordingHandler handler = new RecordingHandler();
    FrameDecoder decoder =
        new FrameDecoder(framing, -1, Metadata.EMPTY, sealed ? new ToyCipher() : null);
    for (ByteBuffer piece : Split.randomly(wire, random)) {
      while (piece.hasRemaining()) {
        handler.room = 1 + random.nextInt(5);
        decoder.decode(piece, handler);
      }
    }
    assertThat(handler.events).isEqualTo(sent);
    assertThat(decoder.isMidMessage()).isFalse();
  }

  private static byte[] encode(
      Framing framing, ToyCipher cipher, Random random, List<String> sent) {
    MessageEncoder messages = new MessageEncoder(framing, cipher);
    CommandEncoder commands = CommandEncoder.of(Version.ZMTP_3_1, cipher);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      if (framing == Framing.V2 && random.nextInt(5) == 0) {
        byte[] topic = randomBytes(random);
        byte[] request = ByteBuffer.allocate(1 + topic.length).put((byte) 1).put(topic).array();
        wire.writeBytes(commands.subscription(Frame.wrap(request)));
        sent.add("command 09535542534352494245" + Hex.text(topic));
      } else {
        Message message = randomMessage(random);
        write(message, messages, random, wire);
        RecordingHandler recorder = new RecordingHandler();
        recorder.onMessage(message);
        sent.addAll(recorder.events);
      }
    }
    return wire.toByteArray();
  }

  private static void write(
      Message message, MessageEncoder encoder, Random random, ByteArrayOutputStream wire) {
    boolean done = false;
    while (!done) {
      int size = MessageEncoder.MIN_BUFFER_BYTES + random.nextInt(1 + random.nextInt(1000));
      ByteBuffer out =
          random.nextBoolean() ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
      done = encoder.encode(message, out);
      out.flip();
      while (out.hasRemaining()) {
        wire.write(out.get());
      }
    }
    assertThat(encoder.isMidMessage()).isFalse();
  }

  private static Message randomMessage(Random random) {
    int frames = random.nextBoolean() ? 1 : 1 + random.nextInt(6);
    if (frames == 1 && random.nextBoolean()) {
      return Message.wrap(randomBytes(random));
    }
    List<Frame> list = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      list.add(Frame.wrap(randomBytes(random)));
    }
    return Message.of(list);
  }

  private static byte[] randomBytes(Random random) {
    int size =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(3);
          case 1 -> 250 + random.nextInt(10);
          case 2 -> random.nextInt(5000);
          default -> random.nextInt(50);
        };
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
