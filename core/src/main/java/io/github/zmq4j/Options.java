package io.github.zmq4j;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every option of sockets, with libzmq's names, numbers, defaults and ranges.
 *
 * <pre>{@code
 * socket.set(Options.RECEIVE_TIMEOUT, Duration.ofSeconds(1));
 * int limit = socket.get(Options.SEND_HIGH_WATER_MARK);
 * }</pre>
 *
 * <p>Unless an option says otherwise, set it before bind or connect: endpoints copy the options
 * when they are made. {@link SocketOption#effect()} tells which ones act at once.
 *
 * <p>Options that libzmq has and a JVM cannot offer are listed too; setting one fails with {@link
 * ErrorCode#ENOTSUP} and says why.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://libzmq.readthedocs.io/en/latest/zmq_setsockopt.html">zmq_setsockopt</a>
 */
public final class Options extends SecurityOptions {
  private static final List<SocketOption<?>> ALL = List.copyOf(ROWS);

  private Options() {}

  /**
   * Every option.
   *
   * @return an unmodifiable list, in the order of the table
   */
  public static List<SocketOption<?>> all() {
    return ALL;
  }

  /**
   * Finds an option by a name that libzmq has for it, ignoring case.
   *
   * @param name such as {@code "SNDHWM"} or {@code "ZMQ_SNDHWM"}; older names work too
   * @return the option, or nothing when the name is none
   */
  public static Optional<SocketOption<?>> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    String bare = upper.startsWith("ZMQ_") ? upper.substring("ZMQ_".length()) : upper;
    for (SocketOption<?> option : ALL) {
      if (option.name().equals(bare) || option.aliases().contains(bare)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /**
   * Finds an option by the number that libzmq gives it.
   *
   * @param number such as 23 for {@code ZMQ_SNDHWM}
   * @return the option, or nothing when the number is none
   */
  public static Optional<SocketOption<?>> numbered(int number) {
    for (SocketOption<?> option : ALL) {
      if (option.number() == number) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
