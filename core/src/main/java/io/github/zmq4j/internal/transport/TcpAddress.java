package io.github.zmq4j.internal.transport;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code host:port} as endpoints have it: the host without brackets, {@code *} for any. */
record TcpAddress(String host, int port) {
  private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?");

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
    if (!address.isWildcard() && !address.isIpv6Literal() && !NAME.matcher(host).matches()) {
      throw invalid(whole, "its host is malformed");
    }
    return address;
  }

  private static int parsePort(String port, String whole) {
    if (port.equals("*")) {
      return 0;
    }
    boolean digits = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits && port.length() <= 5 ? Integer.parseInt(port) : -1;
    if (number < 0 || number > 65535) {
      throw invalid(whole, "its port is not * or 0 to 65535");
    }
    return number;
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
    return isIpv6Literal() || IPV4.matcher(host).matches();
  }

  private boolean isIpv6Literal() {
    return IPV6.matcher(host).matches();
  }

  /** The addresses of the host; asks the name service unless it is numeric. IPv4 unless wanted. */
  List<InetAddress> lookUp(boolean ipv6) throws UnknownHostException {
    Stream<InetAddress> all = Stream.of(InetAddress.getAllByName(host));
    List<InetAddress> usable =
        isLiteral() || ipv6 ? all.toList() : all.filter(Inet4Address.class::isInstance).toList();
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
