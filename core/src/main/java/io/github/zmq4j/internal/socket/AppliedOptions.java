package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.pattern.Pattern;
import io.github.zmq4j.internal.pattern.RouterPattern;
import io.github.zmq4j.internal.pattern.StreamPattern;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a socket do, besides being kept by {@link SocketOptions}: some tell how
 * things are, and some reach the pattern and the pipes that are there.
 *
 * <p><b>Threading.</b> Thread-safe, except where said otherwise.
 */
final class AppliedOptions {
  private final SocketBase socket;
  private final SocketOptions options;
  private final PatternHost host;
  private Frame connectRoutingId = Frame.EMPTY; // guarded by the host's lock

  AppliedOptions(SocketBase socket, SocketOptions options, PatternHost host) {
    this.socket = socket;
    this.options = options;
    this.host = host;
  }

  /** The value of an option that tells how things are, or null when it is one that is kept. */
  @Nullable Object report(SocketOption<?> option) {
    if (option == Options.TYPE) {
      return socket.type();
    } else if (option == Options.LAST_ENDPOINT) {
      return socket.endpoints().last();
    } else if (option == Options.THREAD_SAFE) {
      return true;
    } else if (option == Options.RECEIVE_MORE) {
      return socket.hasMore();
    } else if (option == Options.TOPICS_COUNT) {
      return socket.underLock(host.pattern()::topicCount);
    } else if (option == Options.EVENTS) {
      return socket.underLock(() -> socket.exchange().ready(SocketBase.IN | SocketBase.OUT));
    } else if (option == Options.MECHANISM) {
      return options.mechanismNumber();
    }
    return null;
  }

  /** Sets an option, and has it take effect. */
  <T> void set(SocketOption<T> option, T value) {
    host.enter();
    try {
      socket.checkOpen();
      T kept = options.set(option, value);
      if (option == Options.SEND_HIGH_WATER_MARK) {
        host.pipes().forEach(this::applySendHwm);
      } else if (option == Options.RECEIVE_HIGH_WATER_MARK) {
        host.pipes().forEach(this::applyReceiveHwm);
      }
      if (option == Options.CONNECT_ROUTING_ID) {
        connectRoutingId = Frame.wrap((byte[]) kept);
      }
      host.pattern().onOption(option, kept);
      host.signalEverybody(); // what they wait for may be possible now
    } finally {
      host.leave();
    }
  }

  private void applySendHwm(Pipe pipe) {
    InprocLink.applySendHwm(pipe, options);
    pipe.raise(Pipe.WRITABLE); // there may be room now
  }

  private void applyReceiveHwm(Pipe pipe) {
    InprocLink.applyReceiveHwm(pipe, options);
    pipe.link().onCredit(); // likewise
  }

  /** Answers the name for the next peer, once; empty when none was set. Under the lock. */
  Frame takeConnectRoutingId() {
    Frame name = connectRoutingId;
    connectRoutingId = Frame.EMPTY;
    if (name.size() > 0 && isPeer(name)) {
      throw new ZmqException(
          ErrorCode.EINVAL,
          "%s has a peer of the name that CONNECT_ROUTING_ID gives to the next one; set another"
              .formatted(socket));
    }
    return name;
  }

  private boolean isPeer(Frame name) {
    Pattern pattern = host.pattern();
    return pattern instanceof RouterPattern router
        ? router.isPeer(name)
        : pattern instanceof StreamPattern stream && stream.isPeer(name);
  }
}
