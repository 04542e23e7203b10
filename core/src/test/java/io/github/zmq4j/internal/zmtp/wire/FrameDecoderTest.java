package io.github.zmq4j.internal.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecoderTest {
  private static final Metadata SENDER = Metadata.of(Map.of("Peer-Address", "192.0.2.1"));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "empty last frame,            0000,                  message []",
    "short last frame,            0004 414c4f4c,         message [414c4f4c]",
    "two frames,                  010161 000162,         message [61|62]",
    "request behind a delimiter,  0100 00026869,         message [|6869]",
    "subscribe as 3.1 does,       040b 09535542534352494245 41, command 0953554253435249424541",
    "subscribe to all,            040a 09535542534352494245, command 09535542534352494245",
    "cancel as 3.1 does,          0408 0643414e43454c 41, command 0643414e43454c41",
    "subscribe as 3.0 does,       00020141,              message [0141]",
    "ping,                        0407 0450494e47 0000,  command 0450494e470000",
    "group and body of a radio,   0107 77656174686572 000178, message [77656174686572|78]",
    "long form of a short body,   020000000000000001 61, message [61]",
    "long more,                   030000000000000001 61 000162, message [61|62]",
    "reserved flags,              f80161,                message [61]",
  })
  void decodesTheFramesOfZmtp2And3(String name, String hex, String expected) throws Exception {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(hex))) {
      assertThat(decode(Framing.V2, pieces)).containsExactly(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "anonymous identity, 0100,            message []",
    "one frame,          0600 68656c6c6f, message [68656c6c6f]",
    "two frames,         020161 020062,   message [61|62]",
    "subscribe,          03000141,        message [0141]",
    "long form,          ff0000000000000002 0061, message [61]",
    "reserved flags,     02fe61,          message [61]",
  })
  void decodesTheFramesOfZmtp1(String name, String hex, String expected) throws Exception {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(hex))) {
      assertThat(decode(Framing.V1, pieces)).containsExactly(expected);
    }
  }

  @Test
  void leavesWhatFollowsTheLastMessageWanted() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, SENDER);
    RecordingHandler handler = new RecordingHandler();
    handler.room = 2;
    ByteBuffer in = ByteBuffer.wrap(Hex.bytes("000161 000162 010163 000164 000165"));

    decoder.decode(in, handler);
    assertThat(handler.events).containsExactly("message [61]", "message [62]");
    assertThat(in.position()).isEqualTo(6);

    handler.room = 1;
    decoder.decode(in, handler);
    assertThat(handler.events).endsWith("message [63|64]");
    assertThat(in.position()).isEqualTo(12);

    handler.room = 1;
    decoder.decode(in, handler);
    assertThat(handler.events).hasSize(4).endsWith("message [65]");
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  void putsTheMetadataOnEveryMessage() throws Exception {
    FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, SENDER);
    RecordingHandler handler = new RecordingHandler();
    decoder.decode(ByteBuffer.wrap(Hex.bytes("000161 010162 000163")), handler);
    assertThat(handler.messages).extracting(Message::metadata).containsExactly(SENDER, SENDER);
  }

  @Test
  void refusesAnAnnouncedSizeThatNoArrayHolds() {
    byte[] header = Hex.bytes("02 4000000000000000");
    assertThatThrownBy(() -> decode(Framing.V2, Split.whole(header)))
        .isInstanceOf(ProtocolViolation.class);
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
