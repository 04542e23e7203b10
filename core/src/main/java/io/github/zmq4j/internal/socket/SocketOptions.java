package io.github.zmq4j.internal.socket;

import io.github.zmq4j.FramePool;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.session.Security;
import io.github.zmq4j.internal.session.SessionSettings;
import io.github.zmq4j.internal.transport.AcceptFilter;
import io.github.zmq4j.internal.transport.SocksProxy;
import io.github.zmq4j.internal.transport.TransportSettings;
import io.github.zmq4j.internal.zmtp.wire.PropertyList;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
  private volatile AcceptFilter acceptFilter = AcceptFilter.NONE; // TCP_ACCEPT_FILTER adds up
  private volatile Duration sendTimeout = Options.SEND_TIMEOUT.defaultValue(); // read at each wait
  private volatile Duration receiveTimeout = Options.RECEIVE_TIMEOUT.defaultValue(); // likewise
  private volatile @Nullable FramePool receivePool; // for the next bind or connect
  private volatile MechanismChoice mechanism = MechanismChoice.NULL; // the last option decides

  SocketOptions(SocketType type) {
    this.type = type;
  }

  <T> T get(SocketOption<T> option) {
    if (option == Options.IPV4_ONLY) {
      return option.valueType().cast(!get(Options.IPV6));
    }
    Object value = values.get(option);
    return value == null ? option.defaultFor(type) : option.valueType().cast(copy(value));
  }

  Duration sendTimeout() {
    return sendTimeout;
  }

  Duration receiveTimeout() {
    return receiveTimeout;
  }

  /** Checks and keeps a value; answers what was kept. Under the socket's lock. */
  <T> T set(SocketOption<T> option, T value) {
    T checked = option.checkSet(type, value);
    if (option == Options.IPV4_ONLY) { // kept under the name that it has now
      set(Options.IPV6, !(Boolean) checked);
      return checked;
    }
    if (option == Options.METADATA) {
      addProperty((String) checked);
    } else if (option == Options.TCP_ACCEPT_FILTER) {
      String rule = (String) checked;
      acceptFilter = rule.isEmpty() ? AcceptFilter.NONE : acceptFilter.plus(rule);
    } else if (option == Options.SEND_TIMEOUT) {
      sendTimeout = (Duration) checked;
    } else if (option == Options.RECEIVE_TIMEOUT) {
      receiveTimeout = (Duration) checked;
    }
    if (option.isReadable()) { // else it does something, and there is nothing to keep
      values.put(option, copy(checked));
      keepImplied(option, checked);
    }
    mechanism = mechanism.after(option, checked);
    return checked;
  }

  /** Some options of XPUB set others with them, as in libzmq. */
  private void keepImplied(SocketOption<?> option, Object value) {
    if (option == Options.XPUB_VERBOSE) {
      values.put(Options.XPUB_VERBOSER, false);
    } else if (option == Options.XPUB_VERBOSER) {
      values.put(Options.XPUB_VERBOSE, value);
    } else if (option == Options.XPUB_MANUAL_LAST_VALUE) {
      values.put(Options.XPUB_MANUAL, value);
    }
  }

  private void addProperty(String property) {
    int colon = property.indexOf(':');
    metadata.putIfAbsent(property.substring(0, colon), property.substring(colon + 1));
  }

  private static Object copy(Object value) {
    return value instanceof byte[] bytes ? bytes.clone() : value;
  }

  /** Those that were set, in the order of the table; arrays are copies, secrets left out. */
  Map<SocketOption<?>, Object> shown() {
    Map<SocketOption<?>, Object> shown = new LinkedHashMap<>();
    for (SocketOption<?> option : Options.all()) {
      Object value = values.get(option);
      if (value != null && !option.isSecret()) {
        shown.put(option, copy(value));
      }
    }
    return Collections.unmodifiableMap(shown);
  }

  /** The number of the mechanism that the options choose. */
  int mechanismNumber() {
    return mechanism.number();
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

  void receivePool(FramePool pool) {
    receivePool = pool;
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
  SessionSettings sessionSettings(InprocNames names) {
    return new SessionSettings(
        type,
        routingId(),
        PropertyList.encode(type, routingId(), metadata),
        security(names),
        new SessionSettings.Notes(
            note(Options.HELLO_MESSAGE),
            note(Options.DISCONNECT_MESSAGE),
            note(Options.HICCUP_MESSAGE)),
        get(Options.AFFINITY),
        get(Options.MAX_MESSAGE_SIZE),
        get(Options.RECEIVE_BATCH_SIZE),
        isRaw(),
        get(Options.IMMEDIATE),
        Math.max(0, nanos(Options.HANDSHAKE_INTERVAL)),
        nanos(Options.HEARTBEAT_INTERVAL),
        nanos(Options.HEARTBEAT_TIMEOUT),
        nanos(Options.HEARTBEAT_TTL),
        nanos(Options.TCP_MAX_RETRANSMIT_TIME),
        nanos(Options.CONNECT_TIMEOUT),
        nanos(Options.RECONNECT_INTERVAL),
        nanos(Options.RECONNECT_INTERVAL_MAX),
        get(Options.RECONNECT_STOP),
        receivePool,
        transportSettings());
  }

  private boolean isRaw() {
    return type == SocketType.STREAM || (type == SocketType.ROUTER && get(Options.ROUTER_RAW));
  }

  private byte[] routingId() {
    return Options.ROUTING_ID.appliesTo(type) ? get(Options.ROUTING_ID) : new byte[0];
  }

  /** One of the messages about connections; empty for types that have none. */
  byte[] note(SocketOption<byte[]> option) {
    return option.appliesTo(type) ? get(option) : new byte[0];
  }

  private Security security(InprocNames names) {
    MechanismChoice choice = mechanism;
    String domain = get(Options.ZAP_DOMAIN);
    boolean isAsked = choice != MechanismChoice.NULL || !domain.isEmpty();
    boolean mustBeAsked =
        choice == MechanismChoice.PLAIN_SERVER
            || (get(Options.ZAP_ENFORCE_DOMAIN) && !domain.isEmpty());
    return new Security(
        choice.factory(this),
        isAsked ? ZapClient.of(names, domain, routingId(), mustBeAsked) : null);
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
        seconds(Options.TCP_KEEPALIVE_INTERVAL),
        acceptFilter,
        new SocksProxy(
            get(Options.SOCKS_PROXY), get(Options.SOCKS_USERNAME), get(Options.SOCKS_PASSWORD)));
  }

  private int seconds(SocketOption<Duration> option) {
    Duration value = get(option);
    return value.isNegative() ? -1 : (int) Math.min(Integer.MAX_VALUE, value.toSeconds());
  }
}
