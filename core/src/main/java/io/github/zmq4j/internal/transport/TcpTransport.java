package io.github.zmq4j.internal.transport;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.log.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * {@code tcp://host:port}, over IPv4 and IPv6.
 *
 * <p>To bind, the host is an address of this machine, a host name, an interface's name, or {@code
 * *}; the port may be {@code *}. To connect, it is an address or a name, which is looked up at each
 * attempt; {@code tcp://source:port;host:port} fixes the local address too.
 */
final class TcpTransport implements Transport {
  static final TcpTransport INSTANCE = new TcpTransport();

  private TcpTransport() {}

  @Override
  public Listening listen(String text, TransportSettings settings) {
    TcpAddress address = TcpAddress.parse(text);
    try {
      InetAddress local = localAddress(text, address, settings.ipv6());
      ServerSocketChannel channel = openListener(local);
      try {
        channel.configureBlocking(false);
        if (settings.receiveBufferBytes() > 0) {
          channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
        }
        channel.bind(new InetSocketAddress(local, address.port()), settings.backlog());
        return new TcpListening(channel, endpointOf(channel.getLocalAddress()));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw NetworkErrors.bindFailed("tcp://" + text, e);
    }
  }

  private static ServerSocketChannel openListener(InetAddress local) throws IOException {
    try {
      return ServerSocketChannel.open(familyOf(local));
    } catch (UnsupportedOperationException e) {
      throw noIpv6();
    }
  }

  private static SocketException noIpv6() {
    return new SocketException("This host has no IPv6");
  }

  private static boolean hasIpv6() {
    try {
      ServerSocketChannel.open(StandardProtocolFamily.INET6).close();
      return true;
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    }
  }

  private static InetAddress localAddress(String text, TcpAddress address, boolean ipv6)
      throws UnknownHostException {
    if (address.isWildcard()) {
      // An IPv6 socket at the wildcard serves both families; a host without IPv6 serves one.
      return InetAddress.getByName(ipv6 && hasIpv6() ? "::" : "0.0.0.0");
    }
    InetAddress ofInterface = address.isLiteral() ? null : address.ofInterface(ipv6);
    if (ofInterface != null) {
      return ofInterface;
    }
    try {
      return address.lookUp(ipv6).get(0);
    } catch (UnknownHostException e) {
      throw new ZmqException(
          ErrorCode.ENODEV,
          "Cannot bind 'tcp://" + text + "': no interface or host has this name",
          e);
    }
  }

  private static ProtocolFamily familyOf(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  @Override
  public Target target(String text, TransportSettings settings) {
    int semicolon = text.indexOf(';');
    TcpAddress source = semicolon < 0 ? null : TcpAddress.parse(text.substring(0, semicolon), text);
    TcpAddress address = TcpAddress.parse(text.substring(semicolon + 1), text);
    if (address.isWildcard()) {
      throw TcpAddress.invalid(text, "one cannot connect to *");
    }
    if (address.port() == 0) {
      throw TcpAddress.invalid(text, "one cannot connect to port 0");
    }
    SocksProxy proxy = settings.socksProxy();
    TcpAddress first = proxy.address().isEmpty() ? address : proxyAddress(proxy);
    return new TcpTarget(first, source, address, settings);
  }

  private static TcpAddress proxyAddress(SocksProxy proxy) {
    try {
      TcpAddress address = TcpAddress.parse(proxy.address());
      if (!address.isWildcard() && address.port() != 0) {
        return address;
      }
    } catch (ZmqException e) {
      // Said below, in the words of this option.
    }
    throw new ZmqException(
        ErrorCode.EINVAL, "SOCKS_PROXY takes host:port; got \"" + proxy.address() + '"');
  }

  @Override
  public boolean lets(SocketAddress peer, TransportSettings settings) {
    return settings.acceptFilter().lets(peer);
  }

  @Override
  public void configure(SocketChannel channel, TransportSettings settings) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (settings.sendBufferBytes() > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBufferBytes());
    }
    if (settings.receiveBufferBytes() > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
    }
    if (settings.typeOfService() > 0) {
      channel.setOption(StandardSocketOptions.IP_TOS, settings.typeOfService() & 0xff);
    }
    if (settings.keepAlive() >= 0) {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, settings.keepAlive() == 1);
    }
    setIfGiven(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, settings.keepAliveCount());
    setIfGiven(channel, ExtendedSocketOptions.TCP_KEEPIDLE, settings.keepAliveIdleSeconds());
    setIfGiven(
        channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, settings.keepAliveIntervalSeconds());
  }

  private static void setIfGiven(NetworkChannel channel, SocketOption<Integer> option, int value)
      throws IOException {
    if (value <= 0) {
      return;
    }
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, value);
    } else {
      Log.logger()
          .log(Level.WARNING, "This platform has no {0}; the option is ignored", option.name());
    }
  }

  @Override
  public String endpointOf(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return "";
    }
    InetAddress ip = inet.getAddress();
    String host = ip.getHostAddress();
    return "tcp://"
        + (ip instanceof Inet6Address ? "[" + host(host) + "]" : host)
        + ":"
        + inet.getPort();
  }

  /** Java writes the IPv6 wildcard out in full. */
  private static String host(String host) {
    return switch (host) {
      case "0:0:0:0:0:0:0:0" -> "::";
      case "0:0:0:0:0:0:0:1" -> "::1";
      default -> host;
    };
  }

  @Override
  public String peerAddressOf(SocketChannel channel) {
    try {
      return channel.getRemoteAddress() instanceof InetSocketAddress inet
          ? host(inet.getAddress().getHostAddress())
          : "";
    } catch (IOException e) {
      return ""; // it has gone already
    }
  }

  private record TcpListening(ServerSocketChannel channel, String endpoint) implements Listening {
    @Override
    public void dispose() {}
  }

  private static final class TcpTarget implements Target {
    private final TcpAddress address; // where TCP connects: to the destination, or to a proxy
    private final @Nullable TcpAddress source;
    private final TcpAddress destination;
    private final TransportSettings settings;
    private volatile List<InetAddress> sources = List.of(); // found with the address

    TcpTarget(
        TcpAddress address,
        @Nullable TcpAddress source,
        TcpAddress destination,
        TransportSettings settings) {
      this.address = address;
      this.source = source;
      this.destination = destination;
      this.settings = settings;
    }

    @Override
    public @Nullable SocksHandshake socksHandshake() {
      SocksProxy proxy = settings.socksProxy();
      return proxy.address().isEmpty() ? null : new SocksHandshake(proxy, destination);
    }

    @Override
    public boolean isResolved() {
      return address.isLiteral() && (source == null || source.isLiteral() || source.isWildcard());
    }

    @Override
    public List<SocketAddress> resolve() throws IOException {
      if (source != null && !source.isWildcard()) {
        sources = localAddresses(source);
      }
      List<SocketAddress> found = new ArrayList<>();
      for (InetAddress ip : address.lookUp(settings.ipv6())) {
        found.add(new InetSocketAddress(ip, address.port()));
      }
      return found;
    }

    private List<InetAddress> localAddresses(TcpAddress source) throws UnknownHostException {
      InetAddress ofInterface = source.isLiteral() ? null : source.ofInterface(settings.ipv6());
      return ofInterface != null ? List.of(ofInterface) : source.lookUp(settings.ipv6());
    }

    @Override
    public SocketChannel open(SocketAddress remote) throws IOException {
      InetAddress ip = ((InetSocketAddress) remote).getAddress();
      boolean v6 = ip instanceof Inet6Address;
      SocketChannel channel = openChannel(ip);
      try {
        if (source != null) {
          channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
          channel.bind(new InetSocketAddress(localAddress(v6), source.port()));
        }
        return channel;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    private static SocketChannel openChannel(InetAddress remote) throws IOException {
      try {
        return SocketChannel.open(familyOf(remote));
      } catch (UnsupportedOperationException e) {
        throw noIpv6();
      }
    }

    private InetAddress localAddress(boolean v6) throws UnknownHostException {
      for (InetAddress candidate : sources) {
        if (candidate instanceof Inet6Address == v6) {
          return candidate;
        }
      }
      return sources.isEmpty() ? InetAddress.getByName(v6 ? "::" : "0.0.0.0") : sources.get(0);
    }
  }
}
