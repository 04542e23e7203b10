package io.github.zmq4j.benchmarks.contender;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The limit within a process: two threads that hand a reference to and fro, and park until it
 * comes.
 *
 * <p>Each field is written by one side to a value and by the other back to {@code null}; the write
 * comes before the unpark, and whoever parks looks again first, so no message is slept on.
 */
final class RawHandover {
  private volatile byte @Nullable [] request;
  private volatile byte @Nullable [] reply;
  private volatile @Nullable Thread server;
  private volatile @Nullable Thread client;

  Contender.Echo echo(String endpoint) {
    return new Contender.Echo() {
      @Override
      public String endpoint() {
        return endpoint;
      }

      @Override
      public void serve() {
        server = Thread.currentThread();
        while (true) {
          byte[] message;
          while ((message = request) == null) {
            LockSupport.park(RawHandover.this);
          }
          request = null;
          reply = message;
          LockSupport.unpark(client);
        }
      }
    };
  }

  Contender.Caller caller(Content content) {
    return k -> {
      client = Thread.currentThread();
      request = content.make(k);
      LockSupport.unpark(server);
      byte[] message;
      while ((message = reply) == null) {
        LockSupport.park(this);
      }
      reply = null;
      content.check(message, k);
    };
  }
}
