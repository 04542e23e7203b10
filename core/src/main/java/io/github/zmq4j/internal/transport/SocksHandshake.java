package io.github.zmq4j.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of SOCKS5, without I/O: asks a proxy to connect somewhere, after which the
 * connection is as good as a direct one.
 *
 * <pre>
 *   client                                  proxy
 *   | 5 | 1 | method |                      | 5 | method |
 *   | 1 | length | user | length | word |   | 1 | status |               (only method 2)
 *   | 5 | 1 | 0 | type | host | port |      | 5 | reply | 0 | type | host | port |
 * </pre>
 *
 * <p>One method is offered: none, or user and password when there is a user. A host that is no
 * address in numbers goes to the proxy as a name, for the proxy to look up.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1928">RFC 1928</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1929">RFC 1929, user and password</a>
 */
public final class SocksHandshake {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int PASSWORD = 2;
  private static final int PASSWORD_VERSION = 1;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int MAX_TEXT_BYTES = 255;

  private final SocksProxy proxy;
  private final TcpAddress destination;
  private State state = State.METHOD;
  private @Nullable ByteBuffer outbound;
  private ByteBuffer inbound = ByteBuffer.allocate(2);

  private enum State {
    /** The method is offered. Next: AUTHENTICATION or REPLY. */
    METHOD,
    /** User and password are sent. Next: REPLY. */
    AUTHENTICATION,
    /** The request is sent; waits for the reply up to the first octet of the address. */
    REPLY,
    /** Waits for the rest of the reply, whose address nobody needs. Next: DONE. */
    REPLY_ADDRESS,
    /** The proxy has connected. */
    DONE
  }

  /**
   * Why the proxy does not connect us. It carries no stack trace, since proxies may say it often.
   */
  public static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** The code that comes nearest. */
    private final ErrorCode code;

    Refusal(ErrorCode code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    /** The code that comes nearest. */
    public ErrorCode code() {
      return code;
    }
  }

  SocksHandshake(SocksProxy proxy, TcpAddress destination) {
    this.proxy = proxy;
    this.destination = destination;
    send(VERSION, 1, method());
  }

  private int method() {
    return proxy.username().isEmpty() ? NO_AUTHENTICATION : PASSWORD;
  }

  /** The octets to send now; {@code null} when there are none. */
  public @Nullable ByteBuffer pollTransmit() {
    ByteBuffer octets = outbound;
    outbound = null;
    return octets;
  }

  /**
   * How many octets of the proxy are wanted next: no more must be read, since what follows the
   * reply is the peer's.
   */
  public int wantedBytes() {
    return inbound.remaining();
  }

  /** Whether the proxy has connected. */
  public boolean isDone() {
    return state == State.DONE;
  }

  /**
   * Takes octets of the proxy, at most as many as are wanted.
   *
   * @throws Refusal if the proxy does not connect us, or does not speak SOCKS5
   */
  public void onBytes(ByteBuffer in) throws Refusal {
    inbound.put(in);
    if (!inbound.hasRemaining()) {
      state = step(inbound.flip());
    }
  }

  private State step(ByteBuffer in) throws Refusal {
    return switch (state) {
      case METHOD -> onMethod(in.get(), in.get());
      case AUTHENTICATION -> onAuthenticated(in.get(1));
      case REPLY -> onReply(in);
      case REPLY_ADDRESS, DONE -> {
        inbound = ByteBuffer.allocate(0);
        yield State.DONE;
      }
    };
  }

  private State onMethod(int version, int method) throws Refusal {
    if (version != VERSION) {
      throw new Refusal(ErrorCode.EPROTO, "the proxy does not speak SOCKS5");
    }
    if (method != method()) {
      throw new Refusal(
          ErrorCode.EACCES,
          proxy.username().isEmpty()
              ? "the proxy wants authentication: set SOCKS_USERNAME and SOCKS_PASSWORD"
              : "the proxy does not take user and password");
    }
    if (method == NO_AUTHENTICATION) {
      return request();
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(PASSWORD_VERSION);
    putText(message, proxy.username());
    putText(message, proxy.password());
    outbound = ByteBuffer.wrap(message.toByteArray());
    inbound = ByteBuffer.allocate(2);
    return State.AUTHENTICATION;
  }

  private State onAuthenticated(int status) throws Refusal {
    if (status != 0) {
      throw new Refusal(ErrorCode.EACCES, "the proxy refuses the user or the password");
    }
    return request();
  }

  private State request() throws Refusal {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(VERSION);
    message.write(CONNECT);
    message.write(0);
    if (destination.isLiteral()) {
      byte[] address = literal();
      message.write(address.length == 4 ? IPV4 : IPV6);
      message.writeBytes(address);
    } else if (destination.host().getBytes(UTF_8).length > MAX_TEXT_BYTES) {
      throw new Refusal(ErrorCode.ENAMETOOLONG, "the host's name is too long for SOCKS5");
    } else {
      message.write(NAME);
      putText(message, destination.host());
    }
    message.write(destination.port() >> Byte.SIZE);
    message.write(destination.port());
    outbound = ByteBuffer.wrap(message.toByteArray());
    inbound = ByteBuffer.allocate(5);
    return State.REPLY;
  }

  private byte[] literal() throws Refusal {
    try {
      return InetAddress.getByName(destination.host()).getAddress();
    } catch (UnknownHostException e) {
      throw new Refusal(ErrorCode.EADDRNOTAVAIL, "no such address: " + destination.host());
    }
  }

  private State onReply(ByteBuffer in) throws Refusal {
    int version = in.get();
    int reply = in.get();
    in.get();
    int type = in.get();
    int first = Byte.toUnsignedInt(in.get());
    if (version != VERSION) {
      throw new Refusal(ErrorCode.EPROTO, "the proxy does not speak SOCKS5");
    }
    if (reply != 0) {
      throw refusal(reply);
    }
    int rest =
        switch (type) {
          case IPV4 -> 3;
          case IPV6 -> 15;
          case NAME -> first;
          default -> throw new Refusal(ErrorCode.EPROTO, "the proxy's reply is malformed");
        };
    inbound = ByteBuffer.allocate(rest + Short.BYTES);
    return State.REPLY_ADDRESS;
  }

  private static Refusal refusal(int reply) {
    return switch (reply) {
      case 2 -> new Refusal(ErrorCode.EACCES, "the proxy's rules forbid the connection");
      case 3 -> new Refusal(ErrorCode.ENETUNREACH, "the proxy finds the network unreachable");
      case 4 -> new Refusal(ErrorCode.EHOSTUNREACH, "the proxy finds the host unreachable");
      case 5 -> new Refusal(ErrorCode.ECONNREFUSED, "the proxy's connection was refused");
      case 6 -> new Refusal(ErrorCode.ETIMEDOUT, "the proxy's connection timed out");
      default -> new Refusal(ErrorCode.EIO, "the proxy failed with reply " + reply);
    };
  }

  private void send(int... octets) {
    ByteBuffer buffer = ByteBuffer.allocate(octets.length);
    for (int octet : octets) {
      buffer.put((byte) octet);
    }
    outbound = buffer.flip();
  }

  private static void putText(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  /** Names the two ends. */
  @Override
  public String toString() {
    return Objects.toString(destination) + " through " + proxy.address();
  }
}
