package io.github.zmq4j.internal.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a peer may not do, and what it costs us when it tries. */
class FrameDecoderLimitsTest {

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource({
    "a size of 2^62,                   V2, 024000000000000000",
    "a size of 2^64 - 1,               V2, 02ffffffffffffffff",
    "a size that no array holds,       V2, 02000000007ffffff8",
    "a command of 2^62,                V2, 064000000000000000",
    "a command of more than a MiB,     V2, 060000000000100001",
    "a command with MORE,              V2, 0501",
    "a length of 0,                    V1, 00",
    "a long length of 0,               V1, ff000000000000000000",
    "a length of 2^62,                 V1, ff400000000000000000",
    "a length of 2^63,                 V1, ff800000000000000000",
    "a length of 2^64 - 1,             V1, ffffffffffffffffff00",
  })
  void refusesFrames(String name, Framing framing, String hex) {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(hex + "00"))) {
      assertViolation(new FrameDecoder(framing, -1, Metadata.EMPTY), pieces);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "V2, 0005",
    "V2, 020000000000000005",
    "V2, 0105",
    "V1, 0600",
    "V1, ff000000000000000600"
  })
  void refusesFramesAboveTheLimitForMessages(Framing framing, String hex) {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(hex, "3132333435"))) {
      assertViolation(new FrameDecoder(framing, 4, Metadata.EMPTY), pieces);
    }
  }

  @Test
  void limitsEachFrameAndNotTheMessage() throws Exception {
    RecordingHandler handler = new RecordingHandler();
    new FrameDecoder(Framing.V2, 2, Metadata.EMPTY)
        .decode(ByteBuffer.wrap(Hex.bytes("01026162 01026364 00026566")), handler);
    assertThat(handler.events).containsExactly("message [6162|6364|6566]");
  }

  @Test
  void letsShortCommandsPassAnyLimitForMessages() throws Exception {
    RecordingHandler handler = new RecordingHandler();
    new FrameDecoder(Framing.V2, 2, Metadata.EMPTY)
        .decode(ByteBuffer.wrap(Hex.bytes("04070450494e470000")), handler);
    assertThat(handler.events).containsExactly("command 0450494e470000");
  }

  @Test
  void refusesSealedFramesAboveTheLimit() {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, 4, Metadata.EMPTY, new ToyCipher());
    assertViolation(decoder, Split.whole(Hex.bytes("0005 0001 616161")));
  }

  @Test
  void commitsNoMemoryForAnAnnouncedSize() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, Metadata.EMPTY);
    RecordingHandler handler = new RecordingHandler();
    ByteBuffer header = ByteBuffer.wrap(Hex.bytes("020000000040000000")); // 1 GiB
    ByteBuffer some = ByteBuffer.allocate(100);

    long before = allocatedBytes();
    decoder.decode(header, handler);
    decoder.decode(some, handler);
    assertThat(allocatedBytes() - before).isLessThan(64 * 1024);
    assertThat(decoder.isMidMessage()).isTrue();
  }

  @Test
  void commitsAFewTimesTheBytesThatArrive() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, Metadata.EMPTY);
    RecordingHandler handler = new RecordingHandler();
    decoder.decode(ByteBuffer.wrap(Hex.bytes("020000000040000000")), handler);
    ByteBuffer some = ByteBuffer.allocate(1000);

    long before = allocatedBytes();
    for (int i = 0; i < 1000; i++) {
      decoder.decode(some.clear(), handler);
    }
    assertThat(allocatedBytes() - before).isLessThan(5_000_000); // for a million
  }

  @Test
  void allocatesAheadWhatThePeerHasSentBefore() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, Metadata.EMPTY);
    byte[] message = Framing.V2.frame(0, new byte[1 << 20]);
    RecordingHandler handler = new RecordingHandler();
    decoder.decode(ByteBuffer.wrap(message), handler);
    ByteBuffer beginning = ByteBuffer.wrap(message, 0, 100);

    long before = allocatedBytes();
    decoder.decode(beginning, handler);
    assertThat(allocatedBytes() - before).isBetween(1L << 20, (1L << 20) + 10_000);
  }

  @Test
  void emptyFramesWithoutEndCostAReferenceEach() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, Metadata.EMPTY);
    byte[] frames = new byte[200_000];
    for (int i = 0; i < frames.length; i += 2) {
      frames[i] = 1;
    }
    RecordingHandler handler = new RecordingHandler();
    decoder.decode(ByteBuffer.wrap(frames), handler);
    long before = allocatedBytes();
    decoder.decode(ByteBuffer.wrap(frames), handler);
    assertThat(allocatedBytes() - before).isLessThan(20L * frames.length);
  }

  @Test
  void allocatesAnArrayAndAMessageForAShortMessage() throws Exception {
    byte[] frame = Hex.bytes("0010 30313233343536373839616263646566");
    ByteBuffer in = ByteBuffer.allocateDirect(1000 * frame.length);
    while (in.hasRemaining()) {
      in.put(frame);
    }
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, Metadata.EMPTY);
    InboundHandler sink =
        new InboundHandler() {
          @Override
          public boolean onMessage(Message message) {
            return true;
          }

          @Override
          public void onCommand(byte[] body) {}
        };
    decoder.decode(in.rewind(), sink); // loads what is to be loaded
    long before = allocatedBytes();
    decoder.decode(in.rewind(), sink);
    assertThat(allocatedBytes() - before).isLessThanOrEqualTo(1000 * (32 + 40) + 1000);
  }

  static List<Long> seeds() {
    return new Random(7).longs(200).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void garbageIsAViolationOrNothing(long seed) {
    Random random = new Random(seed);
    byte[] garbage = new byte[random.nextInt(20_000)];
    random.nextBytes(garbage);
    if (random.nextBoolean()) { // more frames come out of low octets
      for (int i = 0; i < garbage.length; i++) {
        garbage[i] = (byte) random.nextInt(9);
      }
    }
    for (Framing framing : Framing.values()) {
      FrameDecoder decoder = new FrameDecoder(framing, random.nextInt(3000) - 1, Metadata.EMPTY);
      List<ByteBuffer> pieces = Split.randomly(garbage, random);
      assertThatCode(() -> decodeUntilViolation(decoder, pieces)).doesNotThrowAnyException();
    }
  }

  private static void decodeUntilViolation(FrameDecoder decoder, List<ByteBuffer> pieces) {
    try {
      for (ByteBuffer piece : pieces) {
        decoder.decode(piece, new RecordingHandler());
      }
    } catch (ProtocolViolation expected) {
      assertThat(expected.reason()).isEqualTo(Reason.BAD_FRAME);
    }
  }

  private static void assertViolation(FrameDecoder decoder, List<ByteBuffer> pieces) {
    RecordingHandler handler = new RecordingHandler();
    assertThatThrownBy(
            () -> {
              for (ByteBuffer piece : pieces) {
                decoder.decode(piece, handler);
              }
            })
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            violation -> assertThat(violation.reason()).isEqualTo(Reason.BAD_FRAME));
    assertThat(handler.events).isEmpty();
  }

  private static long allocatedBytes() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
