package io.github.zmq4j.internal.session;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.Command;
import io.github.zmq4j.internal.zmtp.wire.CommandEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a socket type's messages look on the wire, where that differs from how its pattern sees them.
 *
 * <p>Patterns see subscriptions and groups joined as messages of one frame: 01 or 00 and the topic
 * or group. On the wire they are commands. A RADIO's group rides on the message, and on the wire in
 * a frame of its own. The single-frame types take no message of several frames.
 *
 * <p><b>Threading.</b> Immutable.
 */
final class WireForm {
  private static final Set<SocketType> SINGLE_FRAME =
      EnumSet.of(
          SocketType.CLIENT,
          SocketType.SERVER,
          SocketType.SCATTER,
          SocketType.GATHER,
          SocketType.PEER,
          SocketType.CHANNEL);

  private static final Map<SocketType, WireForm> FORMS = new EnumMap<>(SocketType.class);

  static {
    for (SocketType type : SocketType.values()) {
      FORMS.put(type, new WireForm(type));
    }
  }

  private final SocketType type;
  private final boolean subscribes;
  private final boolean joins;
  private final boolean singleFrame;

  private WireForm(SocketType type) {
    this.type = type;
    this.subscribes = type == SocketType.SUB || type == SocketType.XSUB;
    this.joins = type == SocketType.DISH;
    this.singleFrame = SINGLE_FRAME.contains(type);
  }

  /** The form of a type, one for all its connections. */
  static WireForm of(SocketType type) {
    return Objects.requireNonNull(FORMS.get(type));
  }

  /** The command that a message of the pattern stands for, or null when it is a message. */
  byte @Nullable [] command(Message message, CommandEncoder encoder) {
    if (!subscribes && !joins) {
      return null;
    }
    Frame request = message.frame(0);
    if (message.frameCount() != 1
        || request.size() == 0
        || request.byteAt(0) < 0
        || request.byteAt(0) > 1) {
      return null; // what the application of an XSUB sends upstream
    }
    if (subscribes) {
      return encoder.subscription(request);
    }
    String group = message.text().substring(1);
    return request.byteAt(0) == 1 ? encoder.join(group) : encoder.leave(group);
  }

  /** A message as it goes out. */
  Message outgoing(Message message) {
    return type == SocketType.RADIO ? message.prepend(Frame.of(message.group())) : message;
  }

  /** A message as the pattern takes it, or null when this socket type can't take it. */
  @Nullable Message incoming(Message message) {
    if (type == SocketType.DISH) {
      return message.frameCount() == 2 && message.frameSize(0) <= Command.MAX_GROUP_BYTES
          ? message.dropFirst(1).withGroup(message.text())
          : null;
    }
    return singleFrame && message.frameCount() > 1 ? null : message;
  }

  /** A command of the peer as the pattern takes it, or null when it means nothing to this type. */
  @Nullable Message incoming(Command command) {
    if (type == SocketType.PUB || type == SocketType.XPUB) {
      if (command instanceof Command.Subscription subscription) {
        return Message.wrap(subscription.request());
      }
    } else if (type == SocketType.RADIO) {
      if (command instanceof Command.Join join) {
        return marked(1, join.group().getBytes(StandardCharsets.UTF_8));
      } else if (command instanceof Command.Leave leave) {
        return marked(0, leave.group().getBytes(StandardCharsets.UTF_8));
      }
    }
    return null;
  }

  /** The subscription to everything that a subscriber of ZMTP 1.0 is taken to have sent. */
  static Message subscriptionToAll() {
    return marked(1, new byte[0]);
  }

  private static Message marked(int mark, byte[] subject) {
    byte[] content = new byte[1 + subject.length];
    content[0] = (byte) mark;
    System.arraycopy(subject, 0, content, 1, subject.length);
    return Message.wrap(content);
  }
}
