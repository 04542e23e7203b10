package io.github.zmq4j.interop;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The messages that the tests send: sizes at which the wire or a buffer changes its ways. */
final class Messages {
  private static final int[] SIZES = {0, 1, 255, 256, 8193, 1_000_000};

  private Messages() {}

  /** One message of each size, and one with a frame of each. */
  static List<Message> all() {
    List<Message> messages = new ArrayList<>();
    List<Frame> frames = new ArrayList<>();
    for (int size : SIZES) {
      Frame frame = frame(size);
      frames.add(frame);
      messages.add(Message.of(List.of(frame)));
    }
    messages.add(Message.of(frames));
    messages.add(Message.of(List.of(Frame.EMPTY, Frame.EMPTY)));
    return messages;
  }

  /** A frame whose content depends on its size alone. */
  static Frame frame(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Frame.wrap(bytes);
  }
}
