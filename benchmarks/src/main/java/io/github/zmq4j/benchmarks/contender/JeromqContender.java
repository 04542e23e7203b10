package io.github.zmq4j.benchmarks.contender;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** JeroMQ. */
final class JeromqContender implements Contender {
  /** The largest number that is allowed; the default is too small for a thousand subscribers. */
  private static final int MAX_SOCKETS = 65_535;

  private final ZContext context = new ZContext();

  JeromqContender() {
    context.getContext().setMaxSockets(MAX_SOCKETS);
  }

  @Override
  public Echo echo(String endpoint, Content content) {
    ZMQ.Socket rep = context.createSocket(SocketType.REP);
    String bound = bind(rep, endpoint);
    return new Echo() {
      @Override
      public String endpoint() {
        return bound;
      }

      @Override
      public void serve() {
        while (true) {
          send(rep, rep.recv());
        }
      }
    };
  }

  @Override
  public Echo router(String endpoint, Content content) {
    ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
    router.setBacklog(BACKLOG);
    String bound = bind(router, endpoint);
    return new Echo() {
      @Override
      public String endpoint() {
        return bound;
      }

      @Override
      public void serve() {
        while (true) {
          byte[] id = router.recv();
          byte[] request = router.recv();
          if (!router.sendMore(id)) {
            throw new ZMQException(router.errno());
          }
          send(router, request);
        }
      }
    };
  }

  @Override
  public Caller caller(String endpoint, Content content) {
    ZMQ.Socket req = context.createSocket(SocketType.REQ);
    req.connect(endpoint);
    return k -> {
      send(req, content.make(k));
      content.check(req.recv(), k);
    };
  }

  @Override
  public Sink sink(String endpoint, Content content, int highWaterMark) {
    ZMQ.Socket pull = context.createSocket(SocketType.PULL);
    pull.setRcvHWM(highWaterMark);
    String bound = bind(pull, endpoint);
    return new Sink() {
      @Override
      public String endpoint() {
        return bound;
      }

      @Override
      public void receive(long k) {
        content.check(pull.recv(), k);
      }
    };
  }

  @Override
  public Source source(String endpoint, Content content, int highWaterMark) {
    ZMQ.Socket push = context.createSocket(SocketType.PUSH);
    push.setSndHWM(highWaterMark);
    push.connect(endpoint);
    return k -> send(push, content.make(k));
  }

  @Override
  public Publisher publisher(String endpoint, int highWaterMark) {
    ZMQ.Socket xpub = xpub(highWaterMark);
    return publisher(xpub, bind(xpub, endpoint));
  }

  @Override
  public Publisher publisherTo(String endpoint, int highWaterMark) {
    ZMQ.Socket xpub = xpub(highWaterMark);
    xpub.connect(endpoint);
    return publisher(xpub, endpoint);
  }

  private ZMQ.Socket xpub(int highWaterMark) {
    ZMQ.Socket xpub = context.createSocket(SocketType.XPUB);
    xpub.setSndHWM(highWaterMark);
    xpub.setXpubNoDrop(true);
    xpub.setXpubVerbose(true);
    return xpub;
  }

  private static Publisher publisher(ZMQ.Socket xpub, String endpoint) {
    return new Publisher() {
      @Override
      public String endpoint() {
        return endpoint;
      }

      @Override
      public void awaitSubscriptions(long count) {
        for (long i = 0; i < count; i++) {
          xpub.recv();
        }
      }

      @Override
      public void publish(byte[] message) {
        send(xpub, message);
      }
    };
  }

  @Override
  public Subscriber subscriber(String endpoint, int highWaterMark) {
    ZMQ.Socket sub = context.createSocket(SocketType.SUB);
    sub.setRcvHWM(highWaterMark);
    sub.setSndHWM(0);
    sub.connect(endpoint);
    return new Subscriber() {
      @Override
      public void subscribe(byte[] topic) {
        sub.subscribe(topic);
      }

      @Override
      public void unsubscribe(byte[] topic) {
        sub.unsubscribe(topic);
      }

      @Override
      public ByteBuffer receive() {
        return ByteBuffer.wrap(sub.recv()).order(ByteOrder.LITTLE_ENDIAN);
      }
    };
  }

  @Override
  public Requester requester(String endpoint, Content content) {
    ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
    dealer.connect(endpoint);
    return new Requester() {
      @Override
      public void send(long k) {
        JeromqContender.send(dealer, content.make(k));
      }

      @Override
      public void receive(long k) {
        content.check(dealer.recv(), k);
      }
    };
  }

  @Override
  public Echo worker(String endpoint) {
    ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
    dealer.connect(endpoint);
    return new Echo() {
      @Override
      public String endpoint() {
        return endpoint;
      }

      @Override
      public void serve() {
        while (true) {
          byte[] client = dealer.recv();
          byte[] request = dealer.recv();
          if (!dealer.sendMore(client)) {
            throw new ZMQException(dealer.errno());
          }
          send(dealer, request);
        }
      }
    };
  }

  @Override
  public Broker publicationBroker(String endpoint, int highWaterMark) {
    ZMQ.Socket xsub = context.createSocket(SocketType.XSUB);
    xsub.setRcvHWM(highWaterMark);
    ZMQ.Socket xpub = context.createSocket(SocketType.XPUB);
    xpub.setSndHWM(highWaterMark);
    xpub.setXpubNoDrop(true);
    return broker(xsub, xpub, endpoint);
  }

  @Override
  public Broker requestBroker(String endpoint) {
    ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
    return broker(router, context.createSocket(SocketType.DEALER), endpoint);
  }

  private static Broker broker(ZMQ.Socket frontend, ZMQ.Socket backend, String endpoint) {
    String boundFrontend = bind(frontend, endpoint);
    String boundBackend = bind(backend, endpoint);
    return new Broker() {
      @Override
      public String frontend() {
        return boundFrontend;
      }

      @Override
      public String backend() {
        return boundBackend;
      }

      @Override
      public void run() {
        ZMQ.proxy(frontend, backend, null);
      }
    };
  }

  private static String bind(ZMQ.Socket socket, String endpoint) {
    if (!socket.bind(endpoint)) {
      throw new ZMQException(socket.errno());
    }
    return socket.getLastEndpoint();
  }

  private static void send(ZMQ.Socket socket, byte[] message) {
    if (!socket.send(message)) {
      throw new ZMQException(socket.errno());
    }
  }
}
