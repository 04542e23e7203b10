package io.github.zmq4j;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a socket: what it is called, which values it takes, where it applies and when a
 * change takes effect. All options stand in {@link Options}.
 *
 * <pre>{@code
 * Push push = context.push();
 * push.set(Options.SEND_HIGH_WATER_MARK, 10_000);
 * push.set(Options.LINGER, Duration.ofSeconds(2));
 * }</pre>
 *
 * <p>Times are {@link Duration}s of up to 2<sup>31</sup>-1 milliseconds. Where libzmq gives -1 a
 * meaning, such as "wait for ever", any negative duration stands for it; {@link #INFINITE} is the
 * one that is kept.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param <T> the type of its values
 */
public final class SocketOption<T> {
  /**
   * The time without end: -1 ms. Where an option says so it stands for another choice that no
   * length of time can express, such as "as the operating system does".
   */
  public static final Duration INFINITE = Duration.ofMillis(-1);

  /** When a change of an option takes effect. */
  public enum Effect {
    /** At once, for existing connections too. */
    LIVE,
    /** With the next bind or connect; what exists keeps the value it was made with. */
    NEXT_ENDPOINT
  }

  /** How libzmq classes an option. */
  public enum Status {
    /** Part of libzmq's stable API. */
    STABLE,
    /** Part of libzmq's draft API, which may still change there. */
    DRAFT,
    /** Kept for old programs; its description names the successor. */
    DEPRECATED
  }

  private final OptionRow<T> row;

  SocketOption(OptionRow<T> row) {
    this.row = row;
  }

  /**
   * The name that libzmq's manual gives the option, without {@code ZMQ_}.
   *
   * @return such as {@code "SNDHWM"}
   */
  public String name() {
    return row.name;
  }

  /**
   * Other names that libzmq has for the same option.
   *
   * @return such as {@code ["IDENTITY"]}; most options have none
   */
  public List<String> aliases() {
    return row.aliases;
  }

  /**
   * The number that libzmq's API gives the option.
   *
   * @return such as 23 for {@code SNDHWM}
   */
  public int number() {
    return row.number;
  }

  /**
   * The type of the values.
   *
   * @return such as {@code Integer.class}
   */
  public Class<T> valueType() {
    return row.valueType;
  }

  /**
   * The value that most types of socket start with. A context may change it: see {@link
   * ContextOption#IPV6} and {@link ContextOption#BLOCKY}.
   *
   * <p><b>Ownership.</b> An array is the caller's: a copy.
   *
   * @return the default
   */
  public T defaultValue() {
    return copy(row.defaultValue);
  }

  /**
   * The value that sockets of a type start with.
   *
   * @param type the type of socket
   * @return the default, which differs from {@link #defaultValue()} for few: {@code LINGER} is 0
   *     for SUB, XSUB and DISH
   */
  public T defaultFor(SocketType type) {
    return copy(row.defaults.getOrDefault(type, row.defaultValue));
  }

  /**
   * The legal values in words.
   *
   * @return such as {@code "0 or more"}
   */
  public String range() {
    return row.range.words();
  }

  /**
   * What the values count.
   *
   * @return such as {@code "messages"}; empty where the type says all
   */
  public String unit() {
    return row.unit;
  }

  /**
   * What the option does.
   *
   * @return a sentence
   */
  public String description() {
    return row.description;
  }

  /**
   * How libzmq classes the option.
   *
   * @return stable, draft or deprecated
   */
  public Status status() {
    return row.status;
  }

  /**
   * When a change takes effect.
   *
   * @return at once, or with the next endpoint
   */
  public Effect effect() {
    return row.effect;
  }

  /**
   * Whether the option has a meaning for a type of socket. Others refuse it with {@link
   * ErrorCode#EINVAL}.
   *
   * @param type the type of socket
   * @return true if it applies
   */
  public boolean appliesTo(SocketType type) {
    return row.types.contains(type);
  }

  /**
   * The types of socket that the option has a meaning for.
   *
   * @return an unmodifiable set
   */
  public Set<SocketType> socketTypes() {
    return row.types;
  }

  /**
   * Whether {@link Socket#get} takes the option.
   *
   * @return false for the few that are commands, such as {@code SUBSCRIBE}
   */
  public boolean isReadable() {
    return row.readable;
  }

  /**
   * Whether {@link Socket#set} takes the option.
   *
   * @return false for those that report, such as {@code LAST_ENDPOINT}
   */
  public boolean isWritable() {
    return row.writable;
  }

  /**
   * Whether {@link Socket#set} takes the option on a type of socket.
   *
   * @param type the type of socket
   * @return true if the option is writable and applies there; {@code ROUTING_ID} can be read, but
   *     not set, on STREAM
   */
  public boolean isWritable(SocketType type) {
    return row.writable && row.types.contains(type) && !row.readOnlyTypes.contains(type);
  }

  /**
   * Whether the value is a password or key, which no log, error or snapshot may show.
   *
   * @return true for secrets
   */
  public boolean isSecret() {
    return row.secret;
  }

  /**
   * Why this library cannot offer the option.
   *
   * @return the reason and, where there is one, the alternative; {@code null} for the options that
   *     work
   */
  public @Nullable String unsupportedReason() {
    return row.unsupportedReason;
  }

  /**
   * Checks a value as {@link Socket#set} does, wherever the option is going to be set.
   *
   * <p><b>Ownership.</b> Does not copy arrays: who keeps the value does.
   *
   * @param value the value
   * @return the value to keep: the same, except that times are rounded where the option says so and
   *     negative ones become {@link #INFINITE}
   * @throws ZmqException {@link ErrorCode#EINVAL} if the value is not a legal one
   */
  public T check(T value) {
    return row.range.check(row.name, row.valueType, value, row.secret);
  }

  /**
   * Checks all that {@link Socket#set} checks before it sets.
   *
   * @param type the type of the socket
   * @param value the value
   * @return the value to keep, as {@link #check} gives it
   * @throws ZmqException {@link ErrorCode#ENOTSUP} with the reason if this library cannot offer the
   *     option; {@link ErrorCode#EINVAL} if it cannot be set, does not apply to the type, or the
   *     value is not a legal one
   */
  public T checkSet(SocketType type, T value) {
    checkUsable(type);
    if (!isWritable(type)) {
      throw new ZmqException(
          ErrorCode.EINVAL, row.name + " can only be read on a " + type + " socket, not set");
    }
    return check(value);
  }

  /**
   * Checks all that {@link Socket#get} checks before it answers.
   *
   * @param type the type of the socket
   * @throws ZmqException {@link ErrorCode#ENOTSUP} with the reason if this library cannot offer the
   *     option; {@link ErrorCode#EINVAL} if it cannot be read or does not apply to the type
   */
  public void checkGet(SocketType type) {
    checkUsable(type);
    if (!row.readable) {
      throw new ZmqException(ErrorCode.EINVAL, row.name + " can only be set, not read");
    }
  }

  private void checkUsable(SocketType type) {
    if (row.unsupportedReason != null) {
      throw new ZmqException(
          ErrorCode.ENOTSUP, row.name + " is not available: " + row.unsupportedReason);
    }
    if (!appliesTo(type)) {
      throw new ZmqException(
          ErrorCode.EINVAL,
          row.name + " does not apply to " + type + " sockets, only to " + row.types);
    }
  }

  private T copy(T value) {
    return value instanceof byte[] bytes ? row.valueType.cast(bytes.clone()) : value;
  }

  /** The name. */
  @Override
  public String toString() {
    return row.name;
  }
}
