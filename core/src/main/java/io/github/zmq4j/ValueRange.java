package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The values that an option takes: in words for people, and as a test.
 *
 * <p>Each kind of range is a class rather than a lambda: the table of options is made at every cold
 * start, where a lambda takes several times as long as a class.
 *
 * <p><b>Threading.</b> Immutable.
 */
abstract class ValueRange<T> {
  /** libzmq counts milliseconds in an {@code int}. */
  static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private final String words;

  /**
   * Makes a range.
   *
   * @param words the legal values in words, put after "takes"
   */
  ValueRange(String words) {
    this.words = words;
  }

  /** The legal values in words. */
  final String words() {
    return words;
  }

  /** Whether a value is legal. */
  abstract boolean holds(T value);

  /** Turns a legal value into the one that is kept, such as a rounded time. */
  T kept(T value) {
    return value;
  }

  static <T> ValueRange<T> any(String words) {
    return new Any<>(words);
  }

  static ValueRange<Integer> atLeast(int least) {
    return new Integers(least + " or more", least, Integer.MAX_VALUE);
  }

  static ValueRange<Integer> between(int least, int most) {
    return new Integers(least + " to " + most, least, most);
  }

  /** Zero to {@code most}. */
  static ValueRange<Duration> upTo(Duration most) {
    return new Times(zeroTo(most), false, most, Duration.ZERO, false);
  }

  /** Zero to {@code most}, kept in whole steps, rounded down. */
  static ValueRange<Duration> upTo(Duration most, Duration step) {
    String words = zeroTo(most) + " in steps of " + step.toMillis() + " ms";
    return new Times(words, false, most, step, true);
  }

  /**
   * Zero or longer, or negative with a meaning of its own; every negative value is kept as -1 ms.
   */
  static ValueRange<Duration> orNegative(String meaning) {
    String words = zeroTo(LONGEST) + ", or a negative duration: " + meaning;
    return new Times(words, true, LONGEST, Duration.ZERO, false);
  }

  private static String zeroTo(Duration most) {
    return "0 to " + most.toMillis() + " ms";
  }

  /** Whole seconds, or negative for the system's default. */
  static ValueRange<Duration> secondsOrSystem() {
    return new Times(
        "whole seconds from 0, or a negative duration: the system's default",
        true,
        Duration.ofSeconds(Integer.MAX_VALUE),
        Duration.ofSeconds(1),
        false);
  }

  static ValueRange<byte[]> bytes(int least, int most) {
    return new Bytes(least + " to " + most + " bytes", least, most, false);
  }

  static ValueRange<byte[]> bytesAtLeast(int least) {
    return new Bytes(least + " or more bytes", least, Integer.MAX_VALUE, false);
  }

  /** As many bytes, or none. */
  static ValueRange<byte[]> bytesOrNone(String words, int count) {
    return new Bytes(words, count, count, true);
  }

  /** Text of a limited length, measured as libzmq does: in UTF-8. */
  static ValueRange<String> text(int most) {
    return new Text(most);
  }

  private static int utf8(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static final class Any<T> extends ValueRange<T> {
    Any(String words) {
      super(words);
    }

    @Override
    boolean holds(T value) {
      return true;
    }
  }

  private static final class Integers extends ValueRange<Integer> {
    private final int least;
    private final int most;

    Integers(String words, int least, int most) {
      super(words);
      this.least = least;
      this.most = most;
    }

    @Override
    boolean holds(Integer value) {
      return value >= least && value <= most;
    }
  }

  private static final class Times extends ValueRange<Duration> {
    private final boolean mayBeNegative;
    private final Duration most;
    private final Duration step; // zero: there are none
    private final boolean rounds; // down to a step; else a time between two steps is illegal

    Times(String words, boolean mayBeNegative, Duration most, Duration step, boolean rounds) {
      super(words);
      this.mayBeNegative = mayBeNegative;
      this.most = most;
      this.step = step;
      this.rounds = rounds;
    }

    @Override
    boolean holds(Duration value) {
      if (value.isNegative()) {
        return mayBeNegative;
      }
      return value.compareTo(most) <= 0 && (rounds || wholeSteps(value).equals(value));
    }

    @Override
    Duration kept(Duration value) {
      return value.isNegative() ? SocketOption.INFINITE : wholeSteps(value);
    }

    private Duration wholeSteps(Duration value) {
      return step.isZero() ? value : step.multipliedBy(value.dividedBy(step));
    }
  }

  private static final class Bytes extends ValueRange<byte[]> {
    private final int least;
    private final int most;
    private final boolean mayBeNone;

    Bytes(String words, int least, int most, boolean mayBeNone) {
      super(words);
      this.least = least;
      this.most = most;
      this.mayBeNone = mayBeNone;
    }

    @Override
    boolean holds(byte[] value) {
      return (mayBeNone && value.length == 0) || (value.length >= least && value.length <= most);
    }
  }

  private static final class Text extends ValueRange<String> {
    private final int most;

    Text(int most) {
      super("text of at most " + most + " bytes");
      this.most = most;
    }

    @Override
    boolean holds(String value) {
      return utf8(value) <= most;
    }
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
    if (!holds(value)) {
      throw new ZmqException(
          ErrorCode.EINVAL, option + " takes " + words + "; got " + shown(value, secret));
    }
    return kept(value);
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
