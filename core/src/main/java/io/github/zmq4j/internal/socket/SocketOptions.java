package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.session.SessionSettings;
import io.github.zmq4j.internal.transport.TransportSettings;
import io.github.zmq4j.internal.zmtp.mechanism.NullMechanism;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The option values of one socket: those that were set, and the defaults of its type for the rest.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class SocketOptions {
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

  private final SocketType type;
  private final Map<SocketOption<?>, Object> values = new ConcurrentHashMap<>();
  private final Map<String, String> metadata = new ConcurrentHashMap<>(); // METADATA adds up

  SocketOptions(SocketType type) {
    this.type = type;
  }

  <T> T get(SocketOption<T> option) {
    Object value = values.get(option);
    return value == null ? option.defaultFor(type) : option.valueType().cast(copy(value));
  }

  /** Checks and keeps a value; answers what was kept. */
  <T> T set(SocketOption<T> option, T value) {
    T checked = option.checkSet(type, value);
    values.put(option, copy(checked));
    if (option == Options.METADATA) {
      String property = (String) checked;
      int colon = property.indexOf(':');
      metadata.putIfAbsent(property.substring(0, colon), property.substring(colon + 1));
    }
    return checked;
  }

  private static Object copy(Object value) {
    return value instanceof byte[] bytes ? bytes.clone() : value;
  }

  int sendHwm() {
    return get(Options.SEND_HIGH_WATER_MARK);
  }

  int receiveHwm() {
    return get(Options.RECEIVE_HIGH_WATER_MARK);
  }

  /** Whether messages to peers replace each other: only data, never subscriptions. */
  boolean conflatesOut() {
    return conflates() && type != SocketType.SUB;
  }

  /** Whether messages from peers replace each other: only data, never subscriptions. */
  boolean conflatesIn() {
    return conflates() && type != SocketType.PUB;
  }

  private boolean conflates() {
    return Options.CONFLATE.appliesTo(type) && get(Options.CONFLATE);
  }

  /** The length of time in nanoseconds; negative for "without end". */
  long nanos(SocketOption<Duration> option) {
    Duration value = get(option);
    if (value.isNegative()) {
      return -1;
    }
    return value.compareTo(Duration.ofNanos(LONGEST_NANOS)) < 0 ? value.toNanos() : LONGEST_NANOS;
  }

  /** The values as they stand, for what is about to be bound or connected. */
  SessionSettings sessionSettings() {
    return new SessionSettings(
        type,
        Options.ROUTING_ID.appliesTo(type) ? get(Options.ROUTING_ID) : new byte[0],
        new LinkedHashMap<>(metadata),
        NullMechanism::new,
        get(Options.MAX_MESSAGE_SIZE),
        get(Options.IMMEDIATE),
        Math.max(0, nanos(Options.HANDSHAKE_INTERVAL)),
        nanos(Options.HEARTBEAT_INTERVAL),
        nanos(Options.HEARTBEAT_TIMEOUT),
        nanos(Options.HEARTBEAT_TTL),
        nanos(Options.CONNECT_TIMEOUT),
        nanos(Options.RECONNECT_INTERVAL),
        nanos(Options.RECONNECT_INTERVAL_MAX),
        get(Options.RECONNECT_STOP),
        transportSettings());
  }

  private TransportSettings transportSettings() {
    return new TransportSettings(
        get(Options.IPV6),
        get(Options.BACKLOG),
        get(Options.SEND_BUFFER),
        get(Options.RECEIVE_BUFFER),
        get(Options.TYPE_OF_SERVICE),
        get(Options.TCP_KEEPALIVE),
        get(Options.TCP_KEEPALIVE_COUNT),
        seconds(Options.TCP_KEEPALIVE_IDLE),
        seconds(Options.TCP_KEEPALIVE_INTERVAL));
  }

  private int seconds(SocketOption<Duration> option) {
    Duration value = get(option);
    return value.isNegative() ? -1 : (int) Math.min(Integer.MAX_VALUE, value.toSeconds());
  }
}
