package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ContextBuilder;
import io.github.zmq4j.ContextOption;
import io.github.zmq4j.Options;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The option values of a context.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class ContextOptions {
  private final Map<ContextOption<?>, Object> values = new ConcurrentHashMap<>();

  ContextOptions(ContextBuilder settings) {
    values.put(ContextOption.IO_THREADS, settings.ioThreads());
    values.put(ContextOption.MAX_SOCKETS, settings.maxSockets());
    values.put(ContextOption.IPV6, settings.ipv6());
    values.put(ContextOption.BLOCKY, settings.blocky());
    values.put(ContextOption.THREAD_NAME_PREFIX, settings.threadNamePrefix());
  }

  <T> T get(ContextOption<T> option) {
    option.checkGet();
    Object value = values.get(option);
    return value == null ? option.defaultValue() : option.valueType().cast(value);
  }

  <T> void set(ContextOption<T> option, T value) {
    values.put(option, option.checkSet(value));
  }

  /** Gives a new socket the defaults that the context decides. */
  void applyTo(SocketBase socket) {
    if (get(ContextOption.IPV6)) {
      socket.options().set(Options.IPV6, true);
    }
    if (!get(ContextOption.BLOCKY)) {
      socket.options().set(Options.LINGER, Duration.ZERO);
    }
  }
}
