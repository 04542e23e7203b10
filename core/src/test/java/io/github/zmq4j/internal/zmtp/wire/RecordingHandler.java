package io.github.zmq4j.internal.zmtp.wire;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Remembers what a decoder found, each message and command as a line of text. */
public final class RecordingHandler implements InboundHandler {
  public final List<Message> messages = new ArrayList<>();

  /** "message" or "command", and hex; a message's frames stand in brackets. */
  public final List<String> events = new ArrayList<>();

  /** How many messages are still wanted. */
  public int room = Integer.MAX_VALUE;

  @Override
  public boolean onMessage(Message message) {
    messages.add(message);
    events.add(
        "message ["
            + message.frames().stream()
                .map(Frame::bytes)
                .map(Hex::text)
                .collect(Collectors.joining("|"))
            + "]");
    return --room > 0;
  }

  @Override
  public void onCommand(byte[] body) {
    events.add("command " + Hex.text(body));
  }
}
