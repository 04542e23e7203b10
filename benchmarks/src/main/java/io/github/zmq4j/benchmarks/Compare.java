package io.github.zmq4j.benchmarks;

import io.github.zmq4j.Zmq;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * Runs zmq4j beside libzmq, JeroMQ and the bare means of the JVM, and prints a table.
 *
 * <p>All contenders of a scenario are started and warmed up first. Then they take turns, a round
 * each, so that whatever else the machine does falls on all of them; one that has no turn waits in
 * its own processes. Only ratios of one run count.
 */
public final class Compare {
  /** Set by the launching script: where the compiled C programs are. */
  private static final String PROGRAMS = "zmq4j.benchmarks.programs";

  private final Arguments arguments;
  private final List<Launcher> launchers;
  private final Table table;
  private final @Nullable CsvFile csv;
  private final long startNanos = System.nanoTime();
  private boolean failed;

  private Compare(
      Arguments arguments, List<Launcher> launchers, Table table, @Nullable CsvFile csv) {
    this.arguments = arguments;
    this.launchers = launchers;
    this.table = table;
    this.csv = csv;
  }

  /**
   * Runs the comparison; exits with 0 if every figure is there, 1 if a contender failed, and 2 if
   * the command line is wrong.
   *
   * @param args as {@code --help} says
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Arguments arguments;
    try {
      arguments = new Arguments(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Arguments.USAGE);
      System.exit(2);
      return;
    }
    if (arguments.help()) {
      System.out.print(Arguments.USAGE);
    } else if (arguments.list()) {
      Parts.ALL.forEach(part -> System.out.printf("%-12s %s%n", part.name(), part.summary()));
    } else if (!run(arguments)) {
      System.exit(1);
    }
  }

  private static boolean run(Arguments arguments) throws IOException {
    Path directory = Files.createTempDirectory("zmq4j");
    try (CsvFile csv = arguments.csv() == null ? null : new CsvFile(arguments.csv())) {
      List<Launcher> launchers = launchers(arguments, directory);
      Compare compare = new Compare(arguments, launchers, new Table(System.out), csv);
      compare.run();
      return !compare.failed;
    } finally {
      delete(directory);
    }
  }

  /** In the order of their turns. */
  private static List<Launcher> launchers(Arguments arguments, Path directory) {
    List<String> options = arguments.jvmOptions();
    List<Launcher> launchers = new ArrayList<>();
    launchers.add(Launcher.java("zmq4j", directory, options));
    String programs = System.getProperty(PROGRAMS);
    if (programs != null) {
      launchers.add(Launcher.programs("libzmq", directory, Path.of(programs)));
    }
    launchers.add(Launcher.java("jeromq", directory, options));
    launchers.add(Launcher.java("raw", directory, options));
    launchers.add(Launcher.java("zmq4j-heap", directory, options));
    launchers.removeIf(launcher -> !arguments.wants(launcher.contender()));
    return launchers;
  }

  private void run() throws IOException {
    String versions =
        "zmq4j %s, libzmq %s, JeroMQ %s".formatted(Zmq.version(), libzmqVersion(), jeromqVersion());
    System.out.println(versions);
    System.out.println(Machine.inWords());
    Path directory = arguments.charts();
    Charts charts =
        directory == null
            ? null
            : new Charts(
                directory,
                LocalDate.now(ZoneId.systemDefault()) + "; " + versions + "; " + Machine.inWords());
    for (Part part : Parts.ALL) {
      if (arguments.wants(part)) {
        Map<Scenario, List<Figure>> done = run(part);
        if (charts != null) {
          charts.part(part, done);
        }
      }
    }
    progress("done");
  }

  private Map<Scenario, List<Figure>> run(Part part) {
    Map<Scenario, List<Figure>> done = new LinkedHashMap<>();
    table.part(part);
    for (Scenario scenario : part.scenarios(arguments.quick())) {
      if (arguments.wants(scenario)) {
        progress(part.name() + ": " + part.title(scenario));
        List<Figure> figures = measure(part, scenario);
        report(part, scenario, figures);
        done.put(scenario, figures);
      }
    }
    return done;
  }

  private void progress(String what) {
    long seconds = (System.nanoTime() - startNanos) / 1_000_000_000;
    System.err.printf("compare: %4d s  %s%n", seconds, what);
  }

  private static String libzmqVersion() throws IOException {
    String programs = System.getProperty(PROGRAMS);
    if (programs == null) {
      return "left out";
    }
    Process process = new ProcessBuilder(Path.of(programs, "version").toString()).start();
    try (var out = process.inputReader()) {
      return String.valueOf(out.readLine());
    }
  }

  private static String jeromqVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        ZMQ.class.getResourceAsStream("/META-INF/maven/org.zeromq/jeromq/pom.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return properties.getProperty("version", "of unknown version");
  }

  private void report(Part part, Scenario scenario, List<Figure> figures) {
    table.scenario(part, scenario, figures);
    if (csv != null) {
      csv.scenario(part, scenario, figures);
    }
    failed |= figures.stream().anyMatch(figure -> figure.failure() != null);
  }

  private List<Figure> measure(Part part, Scenario scenario) {
    Map<Figure, Runner> runners = new LinkedHashMap<>();
    List<Figure> figures = new ArrayList<>();
    try {
      for (Launcher launcher : launchers) {
        if (launcher.takesPart(part, scenario)) {
          Figure figure = new Figure(launcher.contender());
          figures.add(figure);
          attempt(figure, runners, () -> start(part, scenario, launcher, figure, runners));
        }
      }
      for (int round = 0; round < arguments.rounds(); round++) {
        for (Figure figure : figures) {
          Runner runner = runners.get(figure);
          if (runner != null) {
            attempt(figure, runners, () -> figure.add(runner.round()));
          }
        }
      }
    } finally {
      runners.values().forEach(Runner::close);
    }
    return figures;
  }

  private void start(
      Part part, Scenario scenario, Launcher launcher, Figure figure, Map<Figure, Runner> runners)
      throws IOException {
    Runner runner = part.start(launcher, scenario, arguments.quick());
    runners.put(figure, runner);
    runner.warmUp();
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Lets the others go on when one contender fails. */
  private static void attempt(Figure figure, Map<Figure, Runner> runners, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      figure.fail("failed: " + e.getMessage());
      Runner runner = runners.remove(figure);
      if (runner != null) {
        runner.close();
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
