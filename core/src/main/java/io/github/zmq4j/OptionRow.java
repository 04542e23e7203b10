package io.github.zmq4j;

import io.github.zmq4j.SocketOption.Effect;
import io.github.zmq4j.SocketOption.Status;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the option table while it is being written; {@link #says} ends it. What a row does not
 * say is the common case: stable, readable and writable, for every type of socket, effective with
 * the next endpoint.
 *
 * <p><b>Threading.</b> Confined to the initializer that writes the row; nothing changes it after
 * {@code says}.
 */
final class OptionRow<T> {
  final int number;
  final String name;
  final Class<T> valueType;
  final T defaultValue;
  ValueRange<T> range;
  String unit;
  String description = "";
  List<String> aliases = List.of();
  Map<SocketType, T> defaults = new EnumMap<>(SocketType.class);
  Set<SocketType> types = Collections.unmodifiableSet(EnumSet.allOf(SocketType.class));
  Set<SocketType> readOnlyTypes = Set.of();
  boolean readable = true;
  boolean writable = true;
  boolean secret;
  Effect effect = Effect.NEXT_ENDPOINT;
  Status status = Status.STABLE;
  @Nullable String unsupportedReason;

  private OptionRow(
      int number, String name, Class<T> type, T defaultValue, ValueRange<T> range, String unit) {
    this.number = number;
    this.name = name;
    this.valueType = type;
    this.defaultValue = defaultValue;
    this.range = range;
    this.unit = unit;
  }

  static OptionRow<Integer> integer(int number, String name, int defaultValue) {
    return new OptionRow<>(number, name, Integer.class, defaultValue, ValueRange.any("an int"), "");
  }

  static OptionRow<Long> longInteger(int number, String name, long defaultValue) {
    return new OptionRow<>(number, name, Long.class, defaultValue, ValueRange.any("a long"), "");
  }

  static OptionRow<Boolean> flag(int number, String name, boolean defaultValue) {
    return new OptionRow<>(
        number, name, Boolean.class, defaultValue, ValueRange.any("true or false"), "");
  }

  static OptionRow<Duration> time(int number, String name, Duration defaultValue) {
    return new OptionRow<>(
        number, name, Duration.class, defaultValue, ValueRange.upTo(ValueRange.LONGEST), "ms");
  }

  static OptionRow<byte[]> bytes(int number, String name) {
    return new OptionRow<>(
        number, name, byte[].class, new byte[0], ValueRange.bytesAtLeast(0), "bytes");
  }

  static OptionRow<String> text(int number, String name) {
    return new OptionRow<>(number, name, String.class, "", ValueRange.any("text"), "");
  }

  static OptionRow<SocketType> type(int number, String name) {
    OptionRow<SocketType> row =
        new OptionRow<>(
            number, name, SocketType.class, SocketType.PAIR, ValueRange.any("a type"), "");
    for (SocketType each : SocketType.values()) {
      row.defaults.put(each, each);
    }
    return row;
  }

  OptionRow<T> in(ValueRange<T> legal) {
    this.range = legal;
    return this;
  }

  OptionRow<T> unit(String counted) {
    this.unit = counted;
    return this;
  }

  OptionRow<T> alias(String... names) {
    this.aliases = List.of(names);
    return this;
  }

  /** Limits the option to some types of socket. */
  OptionRow<T> on(SocketType... some) {
    this.types = Collections.unmodifiableSet(EnumSet.copyOf(List.of(some)));
    return this;
  }

  /** Limits the option to every type of socket but some. */
  OptionRow<T> notOn(SocketType... some) {
    this.types = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.copyOf(List.of(some))));
    return this;
  }

  OptionRow<T> readOnlyOn(SocketType... some) {
    this.readOnlyTypes = Set.of(some);
    return this;
  }

  OptionRow<T> defaultOn(T value, SocketType... some) {
    for (SocketType socketType : some) {
      defaults.put(socketType, value);
    }
    return this;
  }

  /** A change takes effect at once. */
  OptionRow<T> live() {
    this.effect = Effect.LIVE;
    return this;
  }

  /** Can be read, but not set: it tells the state of the socket at the moment. */
  OptionRow<T> reports() {
    this.writable = false;
    return live();
  }

  /** Can be set, but not read: setting it does something. */
  OptionRow<T> commands() {
    this.readable = false;
    return live();
  }

  OptionRow<T> secret() {
    this.secret = true;
    return this;
  }

  OptionRow<T> draft() {
    this.status = Status.DRAFT;
    return this;
  }

  OptionRow<T> deprecated() {
    this.status = Status.DEPRECATED;
    return this;
  }

  OptionRow<T> unsupported(String reason) {
    this.unsupportedReason = reason;
    return this;
  }

  /** Ends the row with what the option does, and enters it in the table. */
  SocketOption<T> says(String text) {
    this.description = text;
    SocketOption<T> option = new SocketOption<>(this);
    OptionTable.ROWS.add(option);
    return option;
  }
}
