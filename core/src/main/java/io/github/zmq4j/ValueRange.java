package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values that an option takes: in words for people, and as a test.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param words the legal values in words, put after "takes"
 * @param test whether a value is legal
 * @param kept turns a legal value into the one that is kept, such as a rounded time
 */
record ValueRange<T>(String words, Predicate<T> test, UnaryOperator<T> kept) {
  /** libzmq counts milliseconds in an {@code int}. */
  static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  ValueRange(String words, Predicate<T> test) {
    this(words, test, UnaryOperator.identity());
  }

  static <T> ValueRange<T> any(String words) {
    return new ValueRange<>(words, value -> true);
  }

  static ValueRange<Integer> atLeast(int least) {
    return new ValueRange<>(least + " or more", value -> value >= least);
  }

  static ValueRange<Integer> between(int least, int most) {
    return new ValueRange<>(least + " to " + most, value -> value >= least && value <= most);
  }

  static ValueRange<Integer> oneOf(Integer... values) {
    Set<Integer> legal = new TreeSet<>(Set.of(values));
    return new ValueRange<>("one of " + legal, legal::contains);
  }

  /** Zero to {@code most}. */
  static ValueRange<Duration> upTo(Duration most) {
    return new ValueRange<>(
        "0 to " + most.toMillis() + " ms",
        value -> !value.isNegative() && value.compareTo(most) <= 0);
  }

  /** Zero to {@code most}, kept in whole steps, rounded down. */
  static ValueRange<Duration> upTo(Duration most, Duration step) {
    return new ValueRange<>(
        upTo(most).words() + " in steps of " + step.toMillis() + " ms",
        upTo(most).test(),
        value -> step.multipliedBy(value.dividedBy(step)));
  }

  /**
   * Zero or longer, or negative with a meaning of its own; every negative value is kept as -1 ms.
   */
  static ValueRange<Duration> orNegative(String meaning) {
    return new ValueRange<>(
        upTo(LONGEST).words() + ", or a negative duration: " + meaning,
        value -> value.compareTo(LONGEST) <= 0,
        value -> value.isNegative() ? SocketOption.INFINITE : value);
  }

  /** Whole seconds, or negative for the system's default. */
  static ValueRange<Duration> secondsOrSystem() {
    return new ValueRange<>(
        "whole seconds from 0, or a negative duration: the system's default",
        value ->
            value.isNegative()
                || (value.toNanosPart() == 0 && value.toSeconds() <= Integer.MAX_VALUE),
        value -> value.isNegative() ? SocketOption.INFINITE : value);
  }

  static ValueRange<byte[]> bytes(int least, int most) {
    return new ValueRange<>(
        least + " to " + most + " bytes", value -> value.length >= least && value.length <= most);
  }

  static ValueRange<byte[]> bytesAtLeast(int least) {
    return new ValueRange<>(least + " or more bytes", value -> value.length >= least);
  }

  /** Text of a limited length, measured as libzmq does: in UTF-8. */
  static ValueRange<String> text(int most) {
    return new ValueRange<>("text of at most " + most + " bytes", value -> utf8(value) <= most);
  }

  private static int utf8(String text) {
    return text.getBytes(UTF_8).length;
  }

  /**
   * Checks a value.
   *
   * @param option names the option in the error
   * @param type what the value must be an instance of
   * @param value the value, perhaps of a wrong type when it came through a raw call
   * @param secret whether the error must not show the value
   * @return the value to keep
   */
  T check(String option, Class<T> type, T value, boolean secret) {
    if (!type.isInstance(value)) {
      throw new ZmqException(
          ErrorCode.EINVAL,
          option + " takes a value of type " + type.getSimpleName() + ", not " + className(value));
    }
    if (!test.test(value)) {
      throw new ZmqException(
          ErrorCode.EINVAL, option + " takes " + words + "; got " + shown(value, secret));
    }
    return kept.apply(value);
  }

  private static String className(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }

  private static String shown(Object value, boolean secret) {
    if (secret) {
      return "another value";
    } else if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    } else if (value instanceof Duration time) {
      return time.toMillis() + " ms";
    } else if (value instanceof String text) {
      return text.length() > 40 ? utf8(text) + " bytes" : '"' + text + '"';
    }
    return value.toString();
  }
}
