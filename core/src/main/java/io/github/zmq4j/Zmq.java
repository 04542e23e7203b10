package io.github.zmq4j;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * The library itself: its version and what it can do here.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
public final class Zmq {
  private static final String VERSION = "0.1.0";

  private Zmq() {}

  /**
   * The version of this library.
   *
   * @return major, minor and patch number, such as {@code "0.1.0"}
   */
  public static String version() {
    return VERSION;
  }

  /**
   * Whether the library has a capability, as {@code zmq_has} tells.
   *
   * @param capability one of libzmq's names, in any case: {@code "ipc"} (true where the system has
   *     Unix domain sockets), {@code "draft"} (true: the socket types and options that libzmq calls
   *     draft are here); {@code "pgm"}, {@code "tipc"}, {@code "norm"}, {@code "vmci"}, {@code
   *     "vsock"}, {@code "gssapi"}, {@code "curve"}, {@code "ws"}, {@code "wss"}, which this
   *     version does not have
   * @return false also for names that mean nothing
   */
  public static boolean has(String capability) {
    return switch (capability.toLowerCase(Locale.ROOT)) {
      case "draft" -> true;
      case "ipc" -> hasUnixDomainSockets();
      default -> false;
    };
  }

  private static boolean hasUnixDomainSockets() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.isOpen();
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    }
  }
}
