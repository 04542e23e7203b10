package io.github.zmq4j.internal.transport;

/**
 * The SOCKS5 proxy to connect through.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param address its {@code host:port}; empty: connect without one
 * @param username empty: the proxy asks for no authentication
 * @param password a secret
 */
public record SocksProxy(String address, String username, String password) {
  /** Connects without a proxy. */
  public static final SocksProxy NONE = new SocksProxy("", "", "");

  /** Tells no secret. */
  @Override
  public String toString() {
    return "SocksProxy[" + address + "]";
  }
}
