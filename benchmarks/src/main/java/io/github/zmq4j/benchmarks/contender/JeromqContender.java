package io.github.zmq4j.benchmarks.contender;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** JeroMQ. */
final class JeromqContender implements Contender {
  private final ZContext context = new ZContext();

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
