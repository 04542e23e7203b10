package io.github.zmq4j.internal.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final Metadata SENDER = Metadata.of(Map.of("Peer-Address", "192.0.2.1"));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "empty last frame,     0000,                       message []",
    "short last frame,     0004 414c4f4c,              message [414c4f4c]",
    "two frames,           010161 000162,              message [61|62]",
    "delimiter and body,   0100 00026869,              message [|6869]",
    "all frames empty,     0100 0100 0000,             message [||]",
    "3.0 subscription,     00020141,                   message [0141]",
    "group and body,       010777656174686572 000178,  message [77656174686572|78]",
    "long form of short,   020000000000000001 61,      message [61]",
    "long form of nothing, 020000000000000000,         message []",
    "long form and more,   030000000000000001 61 0000, message [61|]",
    "reserved flags,       f80161,                     message [61]",
    "empty command,        0400,                       command ",
    "3.1 subscription,     040b 09535542534352494245 41, command 0953554253435249424541",
    "subscribe to all,     040a 09535542534352494245,  command 09535542534352494245",
    "3.1 cancellation,     0408 0643414e43454c 41,     command 0643414e43454c41",
    "ping,                 0407 0450494e47 0000,       command 0450494e470000",
    "long command,         060000000000000005 04504f4e47, command 04504f4e47",
  })
  void decodesEachFrameSince2(String name, String hex, String expected) throws Exception {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(hex))) {
      assertThat(decode(Framing.V2, pieces)).extracting(String::strip).containsExactly(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "anonymous identity, 0100,                    message []",
    "one frame,          0600 68656c6c6f,         message [68656c6c6f]",
    "two frames,         020161 020062,           message [61|62]",
    "subscription,       03000141,                message [0141]",
    "long form,          ff0000000000000002 0061, message [61]",
    "no command flag,    020461,                  message [61]",
    "reserved flags,     02fe61,                  message [61]",
  })
  void decodesEachFrameOf1(String name, String hex, String expected) throws Exception {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(hex))) {
      assertThat(decode(Framing.V1, pieces)).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "V2, 255, 00ff",
    "V2, 256, 020000000000000100",
    "V2, 100000, 0200000000000186a0",
    "V1, 253, fe00",
    "V1, 254, ff00000000000000ff00",
    "V1, 100000, ff00000000000186a100",
  })
  void decodesBodiesOfEachSize(Framing framing, int size, String header) throws Exception {
    byte[] body = new byte[size];
    body[size - 1] = 7;
    byte[] frame = Hex.bytes(header, Hex.text(body));
    for (List<ByteBuffer> pieces : Split.everyWay(frame)) {
      assertThat(decode(framing, pieces)).containsExactly("message [" + Hex.text(body) + "]");
    }
  }

  @Test
  void tellsOfCommandsBetweenTheFramesOfAMessage() throws Exception {
    byte[] bytes = Hex.bytes("010161 0407 0450494e470000 010162 0405 04504f4e47 000163 000164");
    for (List<ByteBuffer> pieces : Split.everyWay(bytes)) {
      assertThat(decode(Framing.V2, pieces))
          .containsExactly(
              "command 0450494e470000", "command 04504f4e47", "message [61|62|63]", "message [64]");
    }
  }

  @Test
  void leavesWhatFollowsTheLastMessageWanted() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, SENDER);
    RecordingHandler handler = new RecordingHandler();
    ByteBuffer in = ByteBuffer.wrap(Hex.bytes("000161 000162 010163 000164 000165 0200"));

    handler.room = 2;
    decoder.decode(in, handler);
    assertThat(handler.events).containsExactly("message [61]", "message [62]");
    assertThat(in.position()).isEqualTo(6);

    handler.room = 1;
    decoder.decode(in, handler);
    assertThat(handler.events).hasSize(3).endsWith("message [63|64]");
    assertThat(in.position()).isEqualTo(12);

    handler.room = 1;
    decoder.decode(in, handler);
    assertThat(handler.events).hasSize(4).endsWith("message [65]");
    assertThat(in.position()).isEqualTo(15);

    decoder.decode(in, handler);
    assertThat(handler.events).hasSize(4);
    assertThat(in.hasRemaining()).isFalse();
    assertThat(decoder.isMidMessage()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0005", "000568656c6c", "02", "020000", "0100", "010161 00"})
  void isMidMessageUntilTheLastOctet(String hex) throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, SENDER);
    assertThat(decoder.isMidMessage()).isFalse();
    decoder.decode(ByteBuffer.wrap(Hex.bytes(hex)), new RecordingHandler());
    assertThat(decoder.isMidMessage()).isTrue();
  }

  @Test
  void putsTheMetadataOnEveryMessage() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, SENDER);
    RecordingHandler handler = new RecordingHandler();
    decoder.decode(ByteBuffer.wrap(Hex.bytes("000161 010162 000163")), handler);
    assertThat(handler.messages).extracting(Message::metadata).containsExactly(SENDER, SENDER);
  }

  @Test
  void keepsNothingOfTheBufferItRead() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, SENDER);
    RecordingHandler handler = new RecordingHandler();
    byte[] shared = Hex.bytes("000161 0002 62");
    decoder.decode(ByteBuffer.wrap(shared), handler);
    shared[2] = shared[5] = 0;
    decoder.decode(ByteBuffer.wrap(Hex.bytes("63")), handler);
    assertThat(handler.messages).extracting(Message::text).containsExactly("a", "bc");
  }

  @Test
  void believesTheSealedFlagsAndNotTheOuterOnes() throws Exception {
    String more = "0404 0101 6261"; // sealed by the toy cipher: flags, number, payload backwards
    String command = "0007 0202 474e495004";
    String last = "0003 0003 63";
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(more, command, last))) {
      FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, SENDER, new ToyCipher());
      RecordingHandler handler = new RecordingHandler();
      for (ByteBuffer piece : pieces) {
        decoder.decode(piece, handler);
      }
      assertThat(handler.events).containsExactly("command 0450494e47", "message [6162|63]");
    }
  }

  private static List<String> decode(Framing framing, List<ByteBuffer> pieces) throws Exception {
    FrameDecoder decoder = new FrameDecoder(framing, -1, SENDER);
    RecordingHandler handler = new RecordingHandler();
    for (ByteBuffer piece : pieces) {
      decoder.decode(piece, handler);
      assertThat(piece.hasRemaining()).isFalse();
    }
    assertThat(decoder.isMidMessage()).isFalse();
    return handler.events;
  }
}
