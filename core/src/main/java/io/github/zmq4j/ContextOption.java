package io.github.zmq4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a {@link Context}, with libzmq's name, number, default and range.
 *
 * <p>Those about threads and limits count when the context makes its first socket; {@link
 * ContextBuilder} sets them before.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param <T> the type of its values
 * @see <a href="https://libzmq.readthedocs.io/en/latest/zmq_ctx_set.html">zmq_ctx_set</a>
 */
public final class ContextOption<T> {
  private static final String NO_THREAD_CONTROL = "a JVM cannot set it for its threads";

  /**
   * {@code ZMQ_IO_THREADS}: how many I/O threads serve the sockets, 0 or more; with 0 only inproc
   * works, and other endpoints fail with {@link ErrorCode#EMTHREAD}.
   */
  public static final ContextOption<Integer> IO_THREADS =
      new ContextOption<>(
          "IO_THREADS",
          1,
          Integer.class,
          1,
          ValueRange.atLeast(0),
          "How many I/O threads serve the sockets; with 0 only inproc works");

  /** {@code ZMQ_MAX_SOCKETS}: how many sockets may be open at once, from 1 to 65535. */
  public static final ContextOption<Integer> MAX_SOCKETS =
      new ContextOption<>(
          "MAX_SOCKETS",
          2,
          Integer.class,
          1023,
          ValueRange.between(1, 65_535),
          "How many sockets may be open at once");

  /** {@code ZMQ_SOCKET_LIMIT}: the largest value that {@link #MAX_SOCKETS} takes; to be read. */
  public static final ContextOption<Integer> SOCKET_LIMIT =
      new ContextOption<>(
          "SOCKET_LIMIT", 3, Integer.class, 65_535, "The largest value that MAX_SOCKETS takes");

  /** {@code ZMQ_THREAD_PRIORITY}: not available. */
  public static final ContextOption<Integer> THREAD_PRIORITY =
      unsupported("THREAD_PRIORITY", 3, "The priority of I/O threads", NO_THREAD_CONTROL);

  /** {@code ZMQ_THREAD_SCHED_POLICY}: not available. */
  public static final ContextOption<Integer> THREAD_SCHEDULING_POLICY =
      unsupported(
          "THREAD_SCHED_POLICY", 4, "The scheduling policy of I/O threads", NO_THREAD_CONTROL);

  /**
   * {@code ZMQ_MAX_MSGSZ}: the nominal size limit of messages in bytes. Kept, but not enforced, as
   * in libzmq; {@link Options#MAX_MESSAGE_SIZE} limits what peers may send.
   */
  public static final ContextOption<Integer> MAX_MESSAGE_SIZE =
      new ContextOption<>(
          "MAX_MSGSZ",
          5,
          Integer.class,
          Integer.MAX_VALUE,
          ValueRange.atLeast(0),
          "The nominal size limit of messages in bytes; kept, not enforced");

  /** {@code ZMQ_MSG_T_SIZE}: the size of C's {@code zmq_msg_t}, 64; to be read. */
  public static final ContextOption<Integer> MESSAGE_STRUCT_SIZE =
      new ContextOption<>("MSG_T_SIZE", 6, Integer.class, 64, "The size of C's zmq_msg_t");

  /** {@code ZMQ_THREAD_AFFINITY_CPU_ADD}: not available. */
  public static final ContextOption<Integer> THREAD_AFFINITY_CPU_ADD =
      unsupported(
          "THREAD_AFFINITY_CPU_ADD",
          7,
          "Adds a processor for I/O threads",
          NO_THREAD_CONTROL + "; use taskset");

  /** {@code ZMQ_THREAD_AFFINITY_CPU_REMOVE}: not available. */
  public static final ContextOption<Integer> THREAD_AFFINITY_CPU_REMOVE =
      unsupported(
          "THREAD_AFFINITY_CPU_REMOVE",
          8,
          "Takes a processor from I/O threads",
          NO_THREAD_CONTROL + "; use taskset");

  /**
   * {@code ZMQ_THREAD_NAME_PREFIX}: what the names of this context's threads begin with, at most 16
   * bytes; empty means the library's own name.
   */
  public static final ContextOption<String> THREAD_NAME_PREFIX =
      new ContextOption<>(
          "THREAD_NAME_PREFIX",
          9,
          String.class,
          "",
          ValueRange.text(16),
          "What the names of the context's threads begin with");

  /** {@code ZMQ_ZERO_COPY_RECV}: not available; large frames are never copied on receipt. */
  public static final ContextOption<Boolean> ZERO_COPY_RECEIVE =
      new ContextOption<>(
          "ZERO_COPY_RECV",
          10,
          Boolean.class,
          true,
          null,
          "Whether large frames are received without a copy",
          "small frames are always copied on receipt and large ones never");

  /** {@code ZMQ_IPV6}: what new sockets have as {@link Options#IPV6}. */
  public static final ContextOption<Boolean> IPV6 =
      new ContextOption<>(
          "IPV6",
          42,
          Boolean.class,
          false,
          ValueRange.any("true or false"),
          "What new sockets have as IPV6");

  /** {@code ZMQ_BLOCKY}: false makes new sockets start with a {@link Options#LINGER} of 0. */
  public static final ContextOption<Boolean> BLOCKY =
      new ContextOption<>(
          "BLOCKY",
          70,
          Boolean.class,
          true,
          ValueRange.any("true or false"),
          "Whether closing waits for unsent messages: false gives new sockets a LINGER of 0");

  private static final List<ContextOption<?>> ALL =
      List.of(
          IO_THREADS,
          MAX_SOCKETS,
          SOCKET_LIMIT,
          THREAD_PRIORITY,
          THREAD_SCHEDULING_POLICY,
          MAX_MESSAGE_SIZE,
          MESSAGE_STRUCT_SIZE,
          THREAD_AFFINITY_CPU_ADD,
          THREAD_AFFINITY_CPU_REMOVE,
          THREAD_NAME_PREFIX,
          ZERO_COPY_RECEIVE,
          IPV6,
          BLOCKY);

  private final String name;
  private final int number;
  private final Class<T> valueType;
  private final T defaultValue;
  private final @Nullable ValueRange<T> range; // null: cannot be set
  private final String description;
  private final @Nullable String unsupportedReason;

  private ContextOption(String name, int number, Class<T> type, T constant, String description) {
    this(name, number, type, constant, null, description, null);
  }

  private ContextOption(
      String name,
      int number,
      Class<T> type,
      T defaultValue,
      ValueRange<T> range,
      String description) {
    this(name, number, type, defaultValue, range, description, null);
  }

  private ContextOption(
      String name,
      int number,
      Class<T> type,
      T defaultValue,
      @Nullable ValueRange<T> range,
      String description,
      @Nullable String unsupportedReason) {
    this.name = name;
    this.number = number;
    this.valueType = type;
    this.defaultValue = defaultValue;
    this.range = range;
    this.description = description;
    this.unsupportedReason = unsupportedReason;
  }

  private static ContextOption<Integer> unsupported(
      String name, int number, String description, String reason) {
    return new ContextOption<>(name, number, Integer.class, -1, null, description, reason);
  }

  /**
   * Every option of contexts.
   *
   * @return an unmodifiable list, in the order of libzmq's numbers
   */
  public static List<ContextOption<?>> all() {
    return ALL;
  }

  /**
   * The name that libzmq's manual gives the option, without {@code ZMQ_}.
   *
   * @return such as {@code "IO_THREADS"}
   */
  public String name() {
    return name;
  }

  /**
   * The number that libzmq's API gives the option. 3 stands for two: {@code SOCKET_LIMIT}, which
   * can be read, and {@code THREAD_PRIORITY}, which can be set.
   *
   * @return such as 1 for {@code IO_THREADS}
   */
  public int number() {
    return number;
  }

  /**
   * The type of the values.
   *
   * @return such as {@code Integer.class}
   */
  public Class<T> valueType() {
    return valueType;
  }

  /**
   * The value that a context starts with.
   *
   * @return the default; of an option that cannot be set, its only value
   */
  public T defaultValue() {
    return defaultValue;
  }

  /**
   * The legal values in words.
   *
   * @return such as {@code "0 or more"}; empty for options that cannot be set
   */
  public String range() {
    return range == null ? "" : range.words();
  }

  /**
   * What the option does.
   *
   * @return a sentence
   */
  public String description() {
    return description;
  }

  /**
   * Whether {@link Context#set} takes the option.
   *
   * @return false for those that report, or that this library cannot offer
   */
  public boolean isWritable() {
    return range != null;
  }

  /**
   * Why this library cannot offer the option.
   *
   * @return the reason, or {@code null} for the options that work
   */
  public @Nullable String unsupportedReason() {
    return unsupportedReason;
  }

  /**
   * Checks a value as {@link Context#set} does.
   *
   * @param value the value
   * @return the value to keep
   * @throws ZmqException {@link ErrorCode#ENOTSUP} with the reason if this library cannot offer the
   *     option; {@link ErrorCode#EINVAL} if it cannot be set or the value is not a legal one
   */
  public T checkSet(T value) {
    checkGet();
    if (range == null) {
      throw new ZmqException(ErrorCode.EINVAL, name + " can only be read, not set");
    }
    return range.check(name, valueType, value, false);
  }

  /**
   * Checks all that {@link Context#get} checks before it answers.
   *
   * @throws ZmqException {@link ErrorCode#ENOTSUP} with the reason if this library cannot offer the
   *     option
   */
  public void checkGet() {
    if (unsupportedReason != null) {
      throw new ZmqException(ErrorCode.ENOTSUP, name + " is not available: " + unsupportedReason);
    }
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
