package io.github.zmq4j.benchmarks.contender;

import io.github.zmq4j.Context;
import io.github.zmq4j.Message;
import io.github.zmq4j.Req;
import java.util.Arrays;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A client whose first second is measured, by itself: {@code ColdClient CONTENDER ENDPOINT SIZE}.
 * Says {@code first N}, the nanoseconds until the first reply, and {@code count N}, the round trips
 * until a second has passed.
 *
 * <p>It is a program as small as a user's first one: nothing else of the comparison is loaded, and
 * no lambda or {@code VarHandle} has the JVM prepare for them before a library needs it.
 */
public final class ColdClient {
  private static final long SECOND_NANOS = 1_000_000_000;

  private ColdClient() {}

  /** A connected client. */
  private interface Caller {
    /** Sends a request; answers the reply. */
    byte[] call(byte[] request);
  }

  private static final class Zmq4jCaller implements Caller {
    private final Req req = Context.create().req();

    Zmq4jCaller(String endpoint) {
      req.connect(endpoint);
    }

    @Override
    public byte[] call(byte[] request) {
      req.send(Message.wrap(request));
      return req.receive().bytes();
    }
  }

  private static final class JeromqCaller implements Caller {
    private final ZMQ.Socket req = new ZContext().createSocket(SocketType.REQ);

    JeromqCaller(String endpoint) {
      req.connect(endpoint);
    }

    @Override
    public byte[] call(byte[] request) {
      req.send(request);
      return req.recv();
    }
  }

  /**
   * Calls for a second.
   *
   * @param args the contender, where the server is bound, and the size of the messages
   */
  public static void main(String[] args) {
    long start = System.nanoTime();
    try {
      int size = Integer.parseInt(args[2]);
      Caller caller =
          args[0].equals("jeromq") ? new JeromqCaller(args[1]) : new Zmq4jCaller(args[1]);
      call(caller, 0, size);
      long first = System.nanoTime() - start;
      long count = 1;
      while (System.nanoTime() - start < SECOND_NANOS) {
        call(caller, count++, size);
      }
      System.out.println("first " + first);
      System.out.println("count " + count);
      Runtime.getRuntime().halt(0);
    } catch (Throwable e) { // the process must not outlive its work, whatever threads it has
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** Sends a number, with zeros up to the size, and checks that it comes back. */
  private static void call(Caller caller, long k, int size) {
    byte[] request = new byte[size];
    for (int i = 0; i < Long.BYTES; i++) {
      request[i] = (byte) (k >>> (Byte.SIZE * i));
    }
    byte[] expected = request.clone(); // the request is the library's once it is sent
    if (!Arrays.equals(caller.call(request), expected)) {
      throw new IllegalStateException("message " + k + " is lost or has changed");
    }
  }
}
