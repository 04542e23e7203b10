package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Channel;
import io.github.zmq4j.Client;
import io.github.zmq4j.Dealer;
import io.github.zmq4j.Dish;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Gather;
import io.github.zmq4j.Options;
import io.github.zmq4j.Pair;
import io.github.zmq4j.Peer;
import io.github.zmq4j.Pub;
import io.github.zmq4j.Pull;
import io.github.zmq4j.Push;
import io.github.zmq4j.Radio;
import io.github.zmq4j.Rep;
import io.github.zmq4j.Req;
import io.github.zmq4j.Router;
import io.github.zmq4j.RouterPeer;
import io.github.zmq4j.Scatter;
import io.github.zmq4j.Server;
import io.github.zmq4j.Socket;
import io.github.zmq4j.SocketClosedException;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.Stream;
import io.github.zmq4j.Sub;
import io.github.zmq4j.XPub;
import io.github.zmq4j.XSub;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.pattern.DishPattern;
import io.github.zmq4j.internal.pattern.RouterPattern;
import io.github.zmq4j.internal.pattern.ServerPattern;
import io.github.zmq4j.internal.pattern.StreamPattern;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives each socket type's interface to the one socket that all of them are. */
final class TypedSockets {
  private TypedSockets() {}

  /**
   * Makes a socket. With the class of all of them as its result, the JVM would load each one's
   * class to verify this method.
   */
  static Socket open(SocketContext context, SocketType type, int id) {
    return switch (type) {
      case REQ -> new ReqSocket(context, id);
      case REP -> new RepSocket(context, id);
      case DEALER -> new DealerSocket(context, id);
      case ROUTER -> new RouterSocket(context, id);
      case PUB -> new PubSocket(context, id);
      case SUB -> new SubSocket(context, id);
      case XPUB -> new XPubSocket(context, id);
      case XSUB -> new XSubSocket(context, id);
      case PUSH -> new PushSocket(context, id);
      case PULL -> new PullSocket(context, id);
      case PAIR -> new PairSocket(context, id);
      case STREAM -> new StreamSocket(context, id);
      case SERVER -> new ServerSocket(context, id);
      case PEER -> new PeerSocket(context, id);
      case CLIENT -> new ClientSocket(context, id);
      case SCATTER -> new ScatterSocket(context, id);
      case GATHER -> new GatherSocket(context, id);
      case CHANNEL -> new ChannelSocket(context, id);
      case RADIO -> new RadioSocket(context, id);
      case DISH -> new DishSocket(context, id);
      default -> throw new ZmqException(ErrorCode.ENOTSUP, "zmq4j has no " + type + " sockets yet");
    };
  }

  private static final class ReqSocket extends SocketBase implements Req {
    ReqSocket(SocketContext context, int id) {
      super(context, SocketType.REQ, id);
    }
  }

  private static final class RepSocket extends SocketBase implements Rep {
    RepSocket(SocketContext context, int id) {
      super(context, SocketType.REP, id);
    }
  }

  private static final class DealerSocket extends SocketBase implements Dealer {
    DealerSocket(SocketContext context, int id) {
      super(context, SocketType.DEALER, id);
    }
  }

  private static final class PubSocket extends SocketBase implements Pub {
    PubSocket(SocketContext context, int id) {
      super(context, SocketType.PUB, id);
    }
  }

  private static final class SubSocket extends SocketBase implements Sub {
    SubSocket(SocketContext context, int id) {
      super(context, SocketType.SUB, id);
    }
  }

  private static final class XPubSocket extends SocketBase implements XPub {
    XPubSocket(SocketContext context, int id) {
      super(context, SocketType.XPUB, id);
    }
  }

  private static final class XSubSocket extends SocketBase implements XSub {
    XSubSocket(SocketContext context, int id) {
      super(context, SocketType.XSUB, id);
    }
  }

  private static final class PushSocket extends SocketBase implements Push {
    PushSocket(SocketContext context, int id) {
      super(context, SocketType.PUSH, id);
    }
  }

  private static final class PullSocket extends SocketBase implements Pull {
    PullSocket(SocketContext context, int id) {
      super(context, SocketType.PULL, id);
    }
  }

  private static final class PairSocket extends SocketBase implements Pair {
    PairSocket(SocketContext context, int id) {
      super(context, SocketType.PAIR, id);
    }
  }

  private static final class StreamSocket extends SocketBase implements Stream {
    private volatile Frame newest = Frame.EMPTY; // the id of the last connect

    StreamSocket(SocketContext context, int id) {
      super(context, SocketType.STREAM, id);
    }

    @Override
    public void connect(String endpoint) {
      Pipe pipe = connectPipe(endpoint);
      if (pipe != null) {
        newest = underLock(() -> ((StreamPattern) host().pattern()).routingIdOf(pipe));
      }
    }

    @Override
    @Nullable Object report(SocketOption<?> option) {
      return option == Options.ROUTING_ID ? newest.bytes() : super.report(option);
    }
  }

  private static final class ClientSocket extends SocketBase implements Client {
    ClientSocket(SocketContext context, int id) {
      super(context, SocketType.CLIENT, id);
    }
  }

  private static final class ScatterSocket extends SocketBase implements Scatter {
    ScatterSocket(SocketContext context, int id) {
      super(context, SocketType.SCATTER, id);
    }
  }

  private static final class GatherSocket extends SocketBase implements Gather {
    GatherSocket(SocketContext context, int id) {
      super(context, SocketType.GATHER, id);
    }
  }

  private static final class ChannelSocket extends SocketBase implements Channel {
    ChannelSocket(SocketContext context, int id) {
      super(context, SocketType.CHANNEL, id);
    }
  }

  private static final class RadioSocket extends SocketBase implements Radio {
    RadioSocket(SocketContext context, int id) {
      super(context, SocketType.RADIO, id);
    }
  }

  private static final class ServerSocket extends SocketBase implements Server {
    ServerSocket(SocketContext context, int id) {
      super(context, SocketType.SERVER, id);
    }

    @Override
    public boolean disconnectPeer(int routingId) {
      return underLock(() -> ((ServerPattern) host().pattern()).disconnectPeer(routingId));
    }
  }

  private static final class PeerSocket extends SocketBase implements Peer {
    PeerSocket(SocketContext context, int id) {
      super(context, SocketType.PEER, id);
    }

    private ServerPattern pattern() {
      return (ServerPattern) host().pattern();
    }

    @Override
    public int connectPeer(String endpoint) {
      if (get(Options.IMMEDIATE)) {
        throw new ZmqException(
            ErrorCode.EFAULT, "With IMMEDIATE a peer has no routing id before it is connected");
      }
      Pipe pipe = connectPipe(endpoint);
      if (pipe == null) {
        throw new SocketClosedException(this + " is closed");
      }
      return underLock(() -> pattern().routingIdOf(pipe));
    }

    @Override
    public boolean disconnectPeer(int routingId) {
      return underLock(() -> pattern().disconnectPeer(routingId));
    }
  }

  private static final class DishSocket extends SocketBase implements Dish {
    DishSocket(SocketContext context, int id) {
      super(context, SocketType.DISH, id);
    }

    private DishPattern pattern() {
      return (DishPattern) host().pattern();
    }

    @Override
    public void join(String group) {
      underLock(
          () -> {
            pattern().join(group);
            return group;
          });
    }

    @Override
    public void leave(String group) {
      underLock(
          () -> {
            pattern().leave(group);
            return group;
          });
    }
  }

  private static final class RouterSocket extends SocketBase implements Router {
    RouterSocket(SocketContext context, int id) {
      super(context, SocketType.ROUTER, id);
    }

    private RouterPattern pattern() {
      return (RouterPattern) host().pattern();
    }

    @Override
    public List<RouterPeer> peers() {
      return underLock(pattern()::peers);
    }

    @Override
    public boolean canSendTo(Frame routingId) {
      return underLock(() -> pattern().canSendTo(routingId));
    }

    @Override
    public boolean disconnectPeer(Frame routingId) {
      return underLock(
          () -> {
            boolean known = pattern().isPeer(routingId);
            if (known) {
              pattern().disconnectPeer(routingId);
            }
            return known;
          });
    }
  }
}
