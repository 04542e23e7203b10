package io.github.zmq4j.internal.transport;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may connect: those in one of the ranges, or all when there is none.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param ranges each adds addresses
 */
public record AcceptFilter(List<Range> ranges) {
  /** Lets everybody in. */
  public static final AcceptFilter NONE = new AcceptFilter(List.of());

  /** Copies the list. */
  public AcceptFilter {
    ranges = List.copyOf(ranges);
  }

  /**
   * This filter and one more range.
   *
   * @param rule {@code address} or {@code address/bits}, the address in numbers
   * @throws ZmqException EINVAL if it is neither
   */
  public AcceptFilter plus(String rule) {
    List<Range> more = new ArrayList<>(ranges);
    more.add(Range.parse(rule));
    return new AcceptFilter(more);
  }

  /** Whether a peer with this address may connect. */
  boolean lets(SocketAddress peer) {
    if (ranges.isEmpty() || !(peer instanceof InetSocketAddress inet)) {
      return true;
    }
    byte[] address = inet.getAddress().getAddress();
    for (Range range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The addresses whose first bits are those of one address.
   *
   * @param address 4 or 16 bytes
   * @param bits how many of its bits count
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  public record Range(byte[] address, int bits) {

    static Range parse(String rule) {
      int slash = rule.lastIndexOf('/');
      String host = slash < 0 ? rule : rule.substring(0, slash);
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      }
      if (!new TcpAddress(host, 0).isLiteral()) {
        throw invalid(rule);
      }
      try {
        byte[] address = InetAddress.getByName(host).getAddress();
        int most = address.length * Byte.SIZE;
        int bits = slash < 0 ? most : Integer.parseInt(rule.substring(slash + 1));
        if (bits < 0 || bits > most) {
          throw invalid(rule);
        }
        return new Range(address, bits);
      } catch (UnknownHostException | NumberFormatException e) {
        throw invalid(rule);
      }
    }

    private static ZmqException invalid(String rule) {
      return new ZmqException(
          ErrorCode.EINVAL,
          "TCP_ACCEPT_FILTER takes an address in numbers, with or without /bits; got \""
              + rule
              + '"');
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int rest = bits % Byte.SIZE;
      int mask = 0xff00 >> rest; // the first `rest` bits of an octet
      return Arrays.equals(address, 0, whole, other, 0, whole)
          && (rest == 0 || ((address[whole] ^ other[whole]) & mask & 0xff) == 0);
    }
  }
}
