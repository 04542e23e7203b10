package io.github.zmq4j;

import io.github.zmq4j.SocketOption.Effect;
import io.github.zmq4j.SocketOption.Status;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes docs/options.md from the tables of options, so that it cannot say anything else. */
final class OptionsDocument {
  private static final String SOCKET_HEAD =
      """
      | `Options.` | libzmq | type | default | legal values | sockets | what it does |
      | --- | --- | --- | --- | --- | --- | --- |
      """;
  private static final String UNSUPPORTED_HEAD =
      """
      | `Options.` | libzmq | what it would do | why it is not available |
      | --- | --- | --- | --- |
      """;

  private record Section(String title, Class<?> table) {}

  private static final List<Section> SECTIONS =
      List.of(
          new Section("General", GeneralOptions.class),
          new Section("Connections", ConnectionOptions.class),
          new Section("Transports", TransportOptions.class),
          new Section("Other transports", LegacyTransportOptions.class),
          new Section("Patterns", PatternOptions.class),
          new Section("Security", SecurityOptions.class));

  private final StringBuilder out = new StringBuilder();
  private final List<String> unsupported = new ArrayList<>();

  static String text() {
    OptionsDocument document = new OptionsDocument();
    document.write();
    return document.out.toString();
  }

  private void write() {
    out.append(
        """
        # Options

        This page is generated from the tables in the code, by `OptionsDocumentTest`, which also says how to write it anew.

        A socket's options are set with `socket.set(Options.X, value)` and read with `socket.get`; a context's with `ContextOption.X`, or by its builder. An illegal value fails with `EINVAL` and changes nothing; so does an option that means nothing to the type of socket.

        Unless *live* stands with it, an option takes effect with the next bind or connect: what exists keeps the value it was made with. Times are of type `Duration`, and -1 ms stands for any negative one. *Draft* and *deprecated* is what libzmq says of an option; all work here alike.

        """);
    for (Section section : SECTIONS) {
      writeSection(section);
    }
    writeUnsupported();
    writeContext();
  }

  private void writeSection(Section section) {
    List<String> rows = new ArrayList<>();
    Map<Object, String> constants = constants(section.table(), SocketOption.class);
    for (SocketOption<?> option : Options.all()) {
      String constant = constants.get(option);
      if (constant != null && option.unsupportedReason() == null) {
        rows.add(row(constant, option));
      } else if (constant != null) {
        unsupported.add(unsupportedRow(constant, option));
      }
    }
    if (!rows.isEmpty()) {
      out.append("## ").append(section.title()).append("\n\n").append(SOCKET_HEAD);
      rows.forEach(out::append);
      out.append('\n');
    }
  }

  /** The constants of a type that a class declares, and their names. */
  private static Map<Object, String> constants(Class<?> table, Class<?> type) {
    Map<Object, String> constants = new HashMap<>();
    for (Field field : table.getDeclaredFields()) {
      if (field.getType() == type) {
        try {
          constants.put(field.get(null), field.getName());
        } catch (IllegalAccessException e) {
          throw new LinkageError(e.getMessage(), e);
        }
      }
    }
    return constants;
  }

  private static String row(String constant, SocketOption<?> option) {
    return line(
        "`" + constant + "`",
        libzmq(option),
        type(option.valueType(), option.unit()),
        defaults(option),
        option.isWritable() ? option.range() : "read only",
        types(option.socketTypes()),
        option.description() + remarks(option));
  }

  private static String libzmq(SocketOption<?> option) {
    String aliases =
        option.aliases().stream().map(name -> ", `" + name + "`").collect(Collectors.joining());
    return "`%s`%s %d".formatted(option.name(), aliases, option.number());
  }

  private static String type(Class<?> type, String unit) {
    String name = type == byte[].class ? "bytes" : type.getSimpleName();
    return unit.isEmpty() || unit.equals(name) ? name : name + ", " + unit;
  }

  private static String defaults(SocketOption<?> option) {
    Set<SocketType> others =
        option.socketTypes().stream()
            .filter(type -> !shown(option.defaultFor(type)).equals(shown(option.defaultValue())))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(SocketType.class)));
    if (others.isEmpty()) {
      return shown(option.defaultValue());
    } else if (option.valueType() == SocketType.class) {
      return "its own";
    }
    SocketType one = others.iterator().next();
    return "%s; %s on %s"
        .formatted(shown(option.defaultValue()), shown(option.defaultFor(one)), types(others));
  }

  private static String shown(Object value) {
    if (value instanceof Duration time) {
      return time.toMillis() + " ms";
    } else if (value instanceof byte[] bytes) {
      return bytes.length == 0 ? "empty" : Arrays.toString(bytes);
    }
    return value.toString().isEmpty() ? "empty" : value.toString();
  }

  private static String types(Set<SocketType> types) {
    EnumSet<SocketType> without = EnumSet.allOf(SocketType.class);
    without.removeAll(types);
    if (without.isEmpty()) {
      return "all";
    }
    return without.size() <= 3 ? "all but " + names(without) : names(types);
  }

  private static String names(Set<SocketType> types) {
    return types.stream().map(SocketType::name).collect(Collectors.joining(", "));
  }

  private static String remarks(SocketOption<?> option) {
    List<String> remarks = new ArrayList<>();
    if (option.isWritable() && option.effect() == Effect.LIVE) {
      remarks.add("live");
    }
    if (!option.isReadable()) {
      remarks.add("cannot be read");
    }
    for (SocketType type : option.socketTypes()) {
      if (option.isWritable() && !option.isWritable(type)) {
        remarks.add("read only on " + type);
      }
    }
    if (option.isSecret()) {
      remarks.add("never shown");
    }
    if (option.status() != Status.STABLE) {
      remarks.add(option.status().name().toLowerCase(Locale.ROOT));
    }
    return remarks.isEmpty() ? "" : ". *" + String.join(", ", remarks) + "*";
  }

  private static String unsupportedRow(String constant, SocketOption<?> option) {
    return line(
        "`" + constant + "`", libzmq(option), option.description(), option.unsupportedReason());
  }

  private void writeUnsupported() {
    out.append("## Not available\n\nReading or setting one of these fails with `ENOTSUP`.\n\n");
    out.append(UNSUPPORTED_HEAD);
    unsupported.forEach(out::append);
    out.append('\n');
  }

  private void writeContext() {
    out.append(
        """
        ## Contexts

        Those about threads count until the first socket is made, those about sockets for the sockets made later.

        | `ContextOption.` | libzmq | type | default | legal values | what it does |
        | --- | --- | --- | --- | --- | --- |
        """);
    Map<Object, String> constants = constants(ContextOption.class, ContextOption.class);
    for (ContextOption<?> option : ContextOption.all()) {
      String reason = option.unsupportedReason();
      out.append(
          line(
              "`" + constants.get(option) + "`",
              "`%s` %d".formatted(option.name(), option.number()),
              type(option.valueType(), ""),
              reason == null ? shown(option.defaultValue()) : "",
              reason != null ? "`ENOTSUP`" : option.isWritable() ? option.range() : "read only",
              option.description() + (reason == null ? "" : ". Not available: " + reason)));
    }
  }

  private static String line(String... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.replace("|", "\\|").replace("<", "&lt;"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
