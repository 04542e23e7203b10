package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.DISH;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.pipe.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * DISH: receives, from its RADIOs in turn, the messages for the groups it has joined. Each RADIO
 * that comes, or comes back, is told all groups. What comes in is checked again, and messages of
 * more than one frame are dropped.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/48/">48/RADIO-DISH</a>
 */
public final class DishPattern implements Pattern {
  private static final int LONGEST_GROUP = 255;

  private final Set<String> groups = new HashSet<>();
  private final Upstream radios;
  private final FilterQueue in = new FilterQueue(this::isWanted);

  DishPattern(Outbox outbox) {
    this.radios = new Upstream(outbox);
  }

  /**
   * Joins a group.
   *
   * @throws ZmqException EINVAL if the name is too long or the group was joined already
   */
  public void join(String group) {
    if (group.getBytes(StandardCharsets.UTF_8).length > LONGEST_GROUP) {
      throw new ZmqException(ErrorCode.EINVAL, "A group has at most " + LONGEST_GROUP + " bytes");
    }
    if (!groups.add(group)) {
      throw new ZmqException(
          ErrorCode.EINVAL, "This DISH socket is in the group already: " + group);
    }
    radios.tell(SubscriptionMessage.join(group));
  }

  /**
   * Leaves a group.
   *
   * @throws ZmqException EINVAL if the socket is not in it
   */
  public void leave(String group) {
    if (!groups.remove(group)) {
      throw new ZmqException(ErrorCode.EINVAL, "This DISH socket is not in the group: " + group);
    }
    radios.tell(SubscriptionMessage.leave(group));
  }

  @Override
  public void attach(Pipe pipe) {
    radios.add(pipe);
  }

  @Override
  public void onConnected(Pipe pipe) {
    groups.forEach(group -> radios.tell(pipe, SubscriptionMessage.join(group)));
  }

  @Override
  public void detach(Pipe pipe) {
    radios.remove(pipe);
    if (pipe.hasMessages()) {
      in.activate(pipe);
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    in.activate(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {}

  @Override
  public @Nullable Message tryReceive() {
    return in.poll();
  }

  private boolean isWanted(Message message) {
    return message.frameCount() == 1 && groups.contains(message.group());
  }

  @Override
  public boolean canReceive() {
    return in.hasMessages();
  }

  @Override
  public boolean trySend(Message message) {
    throw Refusal.cannotSend(DISH);
  }

  @Override
  public boolean tryBegin(Frame first) {
    throw Refusal.cannotSend(DISH);
  }

  @Override
  public boolean canSend() {
    return false;
  }
}
