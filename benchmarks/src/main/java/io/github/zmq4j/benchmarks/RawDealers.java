package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many DEALERs as plain channels of one thread, the same for every contender: they speak just as
 * much ZMTP 3.0 as it takes, so that nearly all of the work is the ROUTER's, and cost one file
 * descriptor each.
 *
 * <p>A connection in its turn sends a burst of messages and checks that they come back, in order
 * and unchanged. So many messages are on the way at a time, whatever the number of connections.
 *
 * <p>They come from several addresses, 127.0.0.1 and up. From one address alone the kernel looks
 * ever longer for a free port as connections gather, and with 20,000 of them that search, and not
 * the ROUTER, would be measured. Only up to {@value #CONNECTIONS_AN_ADDRESS} connections can be
 * made where the system has no more than one loopback address.
 *
 * <p><b>Threading.</b> One thread at a time.
 *
 * @see <a href="https://rfc.zeromq.org/spec/23/">23/ZMTP, version 3.0</a>
 */
final class RawDealers {
  /** How many messages a connection sends when it has its turn. */
  static final int BURST = 32;

  /** How many connections come from one address, whose ports they find quickly then. */
  private static final int CONNECTIONS_AN_ADDRESS = 4000;

  private static final int ON_THE_WAY = 12 * BURST; // less than half a high-water mark
  private static final int HEADER_BYTES = 2; // of a short frame: flags and length
  private static final byte[] HELLO = Hello.of("DEALER");

  private final List<Dealer> dealers = new ArrayList<>();
  private final Selector selector = Selector.open();
  private final ByteBuffer in = buffer(128 * 1024);
  private final InetSocketAddress address;
  private final Content content;
  private final int frameBytes;
  private final ByteBuffer out;
  private long back; // messages of this round
  private int established;

  RawDealers(String endpoint, int messageBytes) throws IOException {
    int colon = endpoint.lastIndexOf(':');
    address =
        new InetSocketAddress(
            endpoint.substring("tcp://".length(), colon),
            Integer.parseInt(endpoint.substring(colon + 1)));
    content = new Content(messageBytes);
    frameBytes = HEADER_BYTES + messageBytes;
    out = buffer(BURST * frameBytes);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Connects so many more dealers; nanoseconds until all are established. */
  long connect(int count) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      dealers.add(new Dealer(source(dealers.size())));
      selector.selectNow(this::read);
    }
    awaitAll();
    return System.nanoTime() - start;
  }

  /** Where a dealer connects from; any free port. */
  private static InetSocketAddress source(int index) throws IOException {
    byte[] loopback = {127, 0, 0, (byte) (1 + index / CONNECTIONS_AN_ADDRESS)};
    return new InetSocketAddress(InetAddress.getByAddress(loopback), 0);
  }

  private void awaitAll() throws IOException {
    while (established < dealers.size()) {
      selector.select(this::read);
    }
  }

  /** Breaks connections and makes them anew; nanoseconds until all are established. */
  long reconnect(int count) throws IOException {
    long start = System.nanoTime();
    for (Dealer dealer : dealers.subList(0, count)) {
      dealer.abort();
    }
    for (int i = 0; i < count; i++) {
      dealers.set(i, new Dealer(source(i)));
      selector.selectNow(this::read);
    }
    awaitAll();
    return System.nanoTime() - start;
  }

  /** Breaks all connections. */
  void disconnect() throws IOException {
    for (Dealer dealer : dealers) {
      dealer.abort();
    }
    dealers.clear();
    selector.selectNow(); // lets go of them
  }

  /** Sends messages and receives all of them back; nanoseconds from the first one to the last. */
  long round(long count) throws IOException {
    for (int i = 0; i < dealers.size(); i++) {
      dealers.get(i).expect((long) i * BURST);
    }
    back = 0;
    long sent = 0;
    long start = 0;
    while (back < count) {
      while (sent < count && sent - back <= ON_THE_WAY - BURST) {
        long end = Math.min(count, sent + BURST);
        send(sent, end);
        sent = end;
      }
      selector.select(this::read);
      start = start == 0 ? System.nanoTime() : start;
    }
    return System.nanoTime() - start;
  }

  /** Sends the messages of a burst. */
  private void send(long from, long end) throws IOException {
    out.clear();
    for (long k = from; k < end; k++) {
      out.put((byte) 0).put((byte) content.size());
      content.put(out, k);
    }
    SocketChannel channel = dealers.get((int) (from / BURST % dealers.size())).channel;
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out); // there is room for all that may be on the way
    }
  }

  private void read(SelectionKey key) {
    try {
      ((Dealer) key.attachment()).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection. */
  private final class Dealer {
    private final SocketChannel channel;
    private byte @Nullable [] rest; // of what came in: less than a frame
    private boolean isGreeted;
    private boolean isEstablished;
    private long next; // the number of the message that comes next

    Dealer(InetSocketAddress source) throws IOException {
      channel = SocketChannel.open();
      channel.bind(source);
      channel.connect(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_LINGER, 0); // a close leaves no port in TIME_WAIT
      channel.write(ByteBuffer.wrap(HELLO));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void abort() throws IOException {
      channel.close();
      established--;
    }

    void expect(long k) {
      next = k;
    }

    void read() throws IOException {
      in.clear();
      if (rest != null) {
        in.put(rest);
        rest = null;
      }
      if (channel.read(in) < 0) {
        throw new EOFException("the ROUTER has closed a connection");
      }
      in.flip();
      if (isEstablished || handshake()) {
        takeMessages();
      }
      if (in.hasRemaining()) {
        rest = new byte[in.remaining()];
        in.get(rest);
      }
    }

    /** Skips the greeting and the READY command; false while there is more to come. */
    private boolean handshake() {
      if (!isGreeted) {
        if (in.remaining() < Hello.GREETING_BYTES) {
          return false;
        }
        in.position(Hello.GREETING_BYTES);
        isGreeted = true;
      }
      int start = in.position();
      if (in.remaining() < HEADER_BYTES
          || in.remaining() < HEADER_BYTES + Byte.toUnsignedInt(in.get(start + 1))) {
        return false;
      }
      in.position(start + HEADER_BYTES + Byte.toUnsignedInt(in.get(start + 1)));
      isEstablished = true;
      established++;
      return true;
    }

    private void takeMessages() {
      while (in.remaining() >= frameBytes) {
        int start = in.position();
        if (in.get(start) != 0 || in.get(start + 1) != content.size()) {
          throw new IllegalStateException("not a message of " + content.size() + " bytes");
        }
        content.check(in, start + HEADER_BYTES, next);
        in.position(start + frameBytes);
        back++;
        next++;
        if (next % BURST == 0) {
          next += (dealers.size() - 1L) * BURST; // the others' turns
        }
      }
    }
  }
}
