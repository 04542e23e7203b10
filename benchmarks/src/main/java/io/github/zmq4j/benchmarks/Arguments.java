package io.github.zmq4j.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. An empty list of names means: all. */
final class Arguments {
  static final String USAGE =
      """
      usage: benchmarks/compare [OPTION]...
        --list              name the parts and end
        --part NAME         run this part only; may be given more than once
        --transport NAME    run this transport only; may be given more than once
        --size BYTES        run this message size only; may be given more than once
        --contender NAME    run this contender only; may be given more than once
        --rounds NUMBER     how many rounds each contender has, 9 unless told
        --quick             fewer scenarios, and fewer and shorter rounds: two minutes in all
        --csv FILE          write the figures to this file too
        --charts DIRECTORY  draw them too, one SVG file a part
        --jvm-option OPTION give this option to each contender's JVM; may be given more than once
        --help              print this and end
      Progress goes to the standard error. The part "matching" is the other half of
      "fanout": publishing where there are many subscriptions.
      """;

  private static final int ROUNDS = 9;
  private static final int QUICK_ROUNDS = 3;

  private final List<String> parts = new ArrayList<>();
  private final List<String> transports = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<String> contenders = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private int rounds;
  private boolean quick;
  private boolean list;
  private boolean help;
  private @Nullable Path csv;
  private @Nullable Path charts;

  /** Reads a command line; an {@link IllegalArgumentException} says what is wrong with it. */
  Arguments(String... args) {
    Deque<String> words = new ArrayDeque<>(List.of(args));
    while (!words.isEmpty()) {
      String option = words.remove();
      switch (option) {
        case "--list" -> list = true;
        case "--help", "-h" -> help = true;
        case "--quick" -> quick = true;
        case "--part" -> parts.add(Parts.named(value(option, words)).name());
        case "--transport" -> transports.add(value(option, words));
        case "--size" -> sizes.add(number(option, words));
        case "--contender" -> contenders.add(value(option, words));
        case "--rounds" -> rounds = number(option, words);
        case "--csv" -> csv = Path.of(value(option, words));
        case "--charts" -> charts = Path.of(value(option, words));
        case "--jvm-option" -> jvmOptions.add(value(option, words));
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
  }

  private static String value(String option, Deque<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.remove();
  }

  private static int number(String option, Deque<String> words) {
    String value = value(option, words);
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(option + " needs a positive number, not " + value);
  }

  boolean help() {
    return help;
  }

  boolean list() {
    return list;
  }

  boolean quick() {
    return quick;
  }

  int rounds() {
    return rounds > 0 ? rounds : quick ? QUICK_ROUNDS : ROUNDS;
  }

  List<String> jvmOptions() {
    return jvmOptions;
  }

  @Nullable Path csv() {
    return csv;
  }

  @Nullable Path charts() {
    return charts;
  }

  boolean wants(Part part) {
    return parts.isEmpty() || parts.contains(part.name());
  }

  boolean wants(Scenario scenario) {
    return (transports.isEmpty() || transports.contains(scenario.transport()))
        && (sizes.isEmpty() || sizes.contains(scenario.size()));
  }

  boolean wants(String contender) {
    return contenders.isEmpty() || contenders.contains(contender);
  }
}
