package io.github.zmq4j.internal.transport;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code host:port} as endpoints have it: the host without brackets, {@code *} for any. */
record TcpAddress(String host, int port) {
  private static final int IPV4_OCTETS = 4;

  /** Splits {@code host:port}; port {@code *} is 0. Throws EINVAL. */
  static TcpAddress parse(String text) {
    return parse(text, text);
  }

  /**
   * Splits {@code host:port} out of an endpoint.
   *
   * @param text the part that is the address
   * @param whole the endpoint, for errors
   */
  static TcpAddress parse(String text, String whole) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw invalid(whole, "it has no host:port");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    TcpAddress address = new TcpAddress(host, parsePort(text.substring(colon + 1), whole));
    if (!address.isWildcard() && !address.isIpv6Literal() && !isName(host)) {
      throw invalid(whole, "its host is malformed");
    }
    return address;
  }

  private static int parsePort(String port, String whole) {
    if (port.equals("*")) {
      return 0;
    }
    int number = decimal(port, 5);
    if (number < 0 || number > 65535) {
      throw invalid(whole, "its port is not * or 0 to 65535");
    }
    return number;
  }

  /** What a number of so many digits at most is worth, or -1 if it is none. */
  private static int decimal(String text, int mostDigits) {
    int value = text.isEmpty() || text.length() > mostDigits ? -1 : 0;
    for (int i = 0; i < text.length() && value >= 0; i++) {
      char c = text.charAt(i);
      value = isDigit(c) ? value * 10 + c - '0' : -1;
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!isLetter && !isDigit(c) && c != '_' && c != '.' && c != '-') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static ZmqException invalid(String text, String why) {
    return new ZmqException(
        ErrorCode.EINVAL,
        "Endpoint 'tcp://" + text + "' is malformed: " + why + "; write tcp://host:port");
  }

  boolean isWildcard() {
    return host.equals("*");
  }

  /** Whether the host is a numeric address, so that no name service is asked. */
  boolean isLiteral() {
    return isIpv6Literal() || isIpv4Literal();
  }

  private boolean isIpv4Literal() {
    int from = 0;
    for (int octet = 1; octet <= IPV4_OCTETS; octet++) {
      int to = octet < IPV4_OCTETS ? host.indexOf('.', from) : host.length();
      if (to < 0 || !isOctet(host.substring(from, to))) {
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  private static boolean isOctet(String text) {
    int value = decimal(text, 3);
    return value >= 0 && value <= 255 && (text.length() < 3 || value > 99); // 001 may be octal
  }

  private boolean isIpv6Literal() {
    return host.indexOf(':') >= 0 && host.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?");
  }

  /** The addresses of the host; asks the name service unless it is numeric. IPv4 unless wanted. */
  List<InetAddress> lookUp(boolean ipv6) throws UnknownHostException {
    boolean takesAll = ipv6 || isLiteral();
    List<InetAddress> usable = new ArrayList<>();
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (takesAll || address instanceof Inet4Address) {
        usable.add(address);
      }
    }
    if (usable.isEmpty()) {
      throw new UnknownHostException(host + " has no IPv4 address; set IPV6 to use IPv6");
    }
    return usable;
  }

  /** The address of a network interface of this name, or null. */
  @Nullable InetAddress ofInterface(boolean ipv6) {
    try {
      NetworkInterface found = NetworkInterface.getByName(host);
      if (found == null) {
        return null;
      }
      List<InetAddress> addresses = Collections.list(found.getInetAddresses());
      Class<?> family = ipv6 ? Inet6Address.class : Inet4Address.class;
      return addresses.stream()
          .filter(family::isInstance)
          .findFirst()
          .orElse(addresses.isEmpty() ? null : addresses.get(0));
    } catch (SocketException e) {
      return null; // no such interface, as far as we can tell
    }
  }
}
