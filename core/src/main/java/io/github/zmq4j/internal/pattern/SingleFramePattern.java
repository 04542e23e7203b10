package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * A classic pattern with messages of one frame only, as the newer socket types have them: a send of
 * more is refused, and a message of more that a peer sent is dropped whole.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
abstract class SingleFramePattern implements Pattern {
  private final SocketType type;
  private final Pattern classic;
  private @Nullable Message next; // found by canReceive, not yet received

  SingleFramePattern(SocketType type, Pattern classic) {
    this.type = type;
    this.classic = classic;
  }

  @Override
  public boolean trySend(Message message) {
    if (message.frameCount() > 1) {
      throw Refusal.oneFrameOnly(type);
    }
    return classic.trySend(message);
  }

  @Override
  public boolean tryBegin(Frame first) {
    classic.tryBegin(first); // says so if the type does not send at all
    throw Refusal.oneFrameOnly(type);
  }

  @Override
  public @Nullable Message tryReceive() {
    Message message = next;
    next = null;
    while (message == null && (message = classic.tryReceive()) != null) {
      if (message.frameCount() > 1) {
        message.release();
        message = null;
      }
    }
    return message;
  }

  private @Nullable Message nextOfOneFrame() {
    while (next == null && classic.canReceive()) {
      Message message = classic.tryReceive();
      if (message != null && message.frameCount() > 1) {
        message.release();
      } else {
        next = message;
      }
    }
    return next;
  }

  @Override
  public boolean canReceive() {
    return nextOfOneFrame() != null;
  }

  @Override
  public boolean canSend() {
    return classic.canSend();
  }

  @Override
  public void attach(Pipe pipe) {
    classic.attach(pipe);
  }

  @Override
  public void onConnected(Pipe pipe) {
    classic.onConnected(pipe);
  }

  @Override
  public void onDisconnected(Pipe pipe) {
    classic.onDisconnected(pipe);
  }

  @Override
  public void detach(Pipe pipe) {
    classic.detach(pipe);
  }

  @Override
  public void onReadable(Pipe pipe) {
    classic.onReadable(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {
    classic.onWritable(pipe);
  }

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    classic.onOption(option, value);
  }

  @Override
  public long drops() {
    return classic.drops();
  }
}
