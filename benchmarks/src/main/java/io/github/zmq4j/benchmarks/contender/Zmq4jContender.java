package io.github.zmq4j.benchmarks.contender;

import io.github.zmq4j.Context;
import io.github.zmq4j.Dealer;
import io.github.zmq4j.FramePool;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.Proxy;
import io.github.zmq4j.Pull;
import io.github.zmq4j.Push;
import io.github.zmq4j.Rep;
import io.github.zmq4j.Req;
import io.github.zmq4j.Router;
import io.github.zmq4j.Socket;
import io.github.zmq4j.Sub;
import io.github.zmq4j.XPub;
import io.github.zmq4j.XSub;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** This library; its large messages in a pool, or like all others on the heap. */
final class Zmq4jContender implements Contender {
  /** Messages of this size and more live in memory that is used again, as malloc's is. */
  private static final int LARGE_BYTES = 64 * 1024;

  private final Context context = Context.create();
  private final boolean pools;

  Zmq4jContender(boolean pools) {
    this.pools = pools;
  }

  private boolean pools(Content content) {
    return pools && content.size() >= LARGE_BYTES;
  }

  @Override
  public Echo echo(String endpoint, Content content) {
    Rep rep = context.rep();
    String bound = rep.bind(endpoint);
    return new Echo() {
      @Override
      public String endpoint() {
        return bound;
      }

      @Override
      public void serve() {
        while (true) {
          rep.send(rep.receive());
        }
      }
    };
  }

  @Override
  public Echo router(String endpoint, Content content) {
    Router router = context.router();
    router.set(Options.BACKLOG, BACKLOG);
    String bound = router.bind(endpoint);
    return new Echo() {
      @Override
      public String endpoint() {
        return bound;
      }

      @Override
      public void serve() {
        while (true) {
          router.send(router.receive());
        }
      }
    };
  }

  @Override
  public Caller caller(String endpoint, Content content) {
    Req req = context.req();
    req.connect(endpoint);
    return k -> {
      req.send(Message.wrap(content.make(k)));
      check(req.receive(), content, k);
    };
  }

  @Override
  public Sink sink(String endpoint, Content content, int highWaterMark) {
    Pull pull = context.pull();
    pull.set(Options.RECEIVE_HIGH_WATER_MARK, highWaterMark);
    if (pools(content)) {
      pull.receiveInto(FramePool.of(content.size()));
    }
    String bound = pull.bind(endpoint);
    return new Sink() {
      @Override
      public String endpoint() {
        return bound;
      }

      @Override
      public void receive(long k) {
        Message message = pull.receive();
        check(message, content, k);
        message.release();
      }
    };
  }

  @Override
  public Source source(String endpoint, Content content, int highWaterMark) {
    Push push = context.push();
    push.set(Options.SEND_HIGH_WATER_MARK, highWaterMark);
    push.connect(endpoint);
    if (!pools(content)) {
      return k -> push.send(Message.wrap(content.make(k)));
    }
    FramePool pool = FramePool.of(content.size());
    return k -> {
      ByteBuffer memory = pool.take();
      content.put(memory.order(ByteOrder.LITTLE_ENDIAN), k);
      push.send(Message.of(pool.frame(memory.flip())));
    };
  }

  @Override
  public Publisher publisher(String endpoint, int highWaterMark) {
    XPub xpub = xpub(highWaterMark);
    return publisher(xpub, xpub.bind(endpoint));
  }

  @Override
  public Publisher publisherTo(String endpoint, int highWaterMark) {
    XPub xpub = xpub(highWaterMark);
    xpub.connect(endpoint);
    return publisher(xpub, endpoint);
  }

  private XPub xpub(int highWaterMark) {
    XPub xpub = context.xpub();
    xpub.set(Options.SEND_HIGH_WATER_MARK, highWaterMark);
    xpub.set(Options.XPUB_NO_DROP, true);
    xpub.set(Options.XPUB_VERBOSE, true);
    return xpub;
  }

  private static Publisher publisher(XPub xpub, String endpoint) {
    return new Publisher() {
      @Override
      public String endpoint() {
        return endpoint;
      }

      @Override
      public void awaitSubscriptions(long count) {
        for (long i = 0; i < count; i++) {
          xpub.receive();
        }
      }

      @Override
      public void publish(byte[] message) {
        xpub.send(Message.wrap(message));
      }
    };
  }

  @Override
  public Subscriber subscriber(String endpoint, int highWaterMark) {
    Sub sub = context.sub();
    sub.set(Options.RECEIVE_HIGH_WATER_MARK, highWaterMark);
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
        return sub.receive().buffer().order(ByteOrder.LITTLE_ENDIAN);
      }
    };
  }

  @Override
  public Requester requester(String endpoint, Content content) {
    Dealer dealer = context.dealer();
    dealer.connect(endpoint);
    return new Requester() {
      @Override
      public void send(long k) {
        dealer.send(Message.wrap(content.make(k)));
      }

      @Override
      public void receive(long k) {
        check(dealer.receive(), content, k);
      }
    };
  }

  @Override
  public Echo worker(String endpoint) {
    Dealer dealer = context.dealer();
    dealer.connect(endpoint);
    return new Echo() {
      @Override
      public String endpoint() {
        return endpoint;
      }

      @Override
      public void serve() {
        while (true) {
          dealer.send(dealer.receive());
        }
      }
    };
  }

  @Override
  public Broker publicationBroker(String endpoint, int highWaterMark) {
    XSub xsub = context.xsub();
    xsub.set(Options.RECEIVE_HIGH_WATER_MARK, highWaterMark);
    XPub xpub = context.xpub();
    xpub.set(Options.SEND_HIGH_WATER_MARK, highWaterMark);
    xpub.set(Options.XPUB_NO_DROP, true);
    return broker(xsub, xpub, endpoint);
  }

  @Override
  public Broker requestBroker(String endpoint) {
    return broker(context.router(), context.dealer(), endpoint);
  }

  private static Broker broker(Socket frontend, Socket backend, String endpoint) {
    String boundFrontend = frontend.bind(endpoint);
    String boundBackend = backend.bind(endpoint);
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
        Proxy.between(frontend, backend).run();
      }
    };
  }

  private static void check(Message message, Content content, long k) {
    if (message.size() != content.size()) {
      throw new IllegalStateException("message " + k + " has " + message.size() + " bytes");
    }
    ByteBuffer bytes = message.buffer().order(ByteOrder.LITTLE_ENDIAN);
    content.check(bytes, 0, k);
  }
}
