package io.github.zmq4j.benchmarks;

import com.neilalexander.jnacl.NaCl;
import io.github.zmq4j.Context;
import io.github.zmq4j.benchmarks.contender.Child;
import io.github.zmq4j.benchmarks.contender.ColdClient;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.ZContext;

/**
 * Starts the processes of one contender.
 *
 * @param contender the name of the contender
 * @param directory for the files of this run, as Unix domain sockets are
 * @param isJava whether its processes are JVMs
 * @param command what comes before a role's arguments, for each part
 */
record Launcher(String contender, Path directory, boolean isJava, Command command) {
  /** Whom a contender is compared with. */
  static final List<String> REFERENCES = List.of("libzmq", "jeromq", "raw");

  /** How to start a contender in a part. */
  interface Command {
    /** The words before the role, or nothing when the contender does not take part. */
    Optional<List<String>> words(Part part);
  }

  /** A contender in Java: a JVM as this one, on the same class path. */
  static Launcher java(String contender, Path directory, List<String> jvmOptions) {
    return new Launcher(
        contender, directory, true, part -> Optional.of(child(part, contender, jvmOptions)));
  }

  /** A contender in C: one program a part. */
  static Launcher programs(String contender, Path directory, Path programs) {
    return new Launcher(
        contender,
        directory,
        false,
        part -> {
          Path program = programs.resolve(part.program());
          return Files.isExecutable(program)
              ? Optional.of(List.of(program.toString()))
              : Optional.empty();
        });
  }

  private static List<String> child(Part part, String contender, List<String> jvmOptions) {
    List<String> words = jvm(System.getProperty("java.class.path"));
    words.addAll(part.jvmOptions());
    words.addAll(jvmOptions);
    words.addAll(List.of(Child.class.getName(), part.program(), contender));
    return words;
  }

  /**
   * The library alone, as a program of its user has it. On the class path of the comparison each
   * class is looked for in the jars before its own, whose order is a matter of chance.
   */
  private List<String> coldClassPath() {
    return contender.equals("jeromq")
        ? List.of(locationOf(ColdClient.class), locationOf(ZContext.class), locationOf(NaCl.class))
        : List.of(locationOf(ColdClient.class), locationOf(Context.class));
  }

  private static String locationOf(Class<?> type) {
    String location = type.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(location)).toString();
  }

  private static List<String> jvm(String classPath) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx2g", "-cp", classPath));
    return words;
  }

  boolean takesPart(Part part, Scenario scenario) {
    return scenario.contenders().contains(contender) && command.words(part).isPresent();
  }

  String endpoint(Part part, Scenario scenario) {
    return scenario.endpoint(part.name(), contender, directory);
  }

  ChildProcess launch(Part part, String role, Object... arguments) throws IOException {
    List<String> words = new ArrayList<>(command.words(part).orElseThrow());
    words.add(role);
    return start(contender + " " + role, words, arguments);
  }

  /** Starts a {@link ColdClient}, or in C the role of the same name. */
  ChildProcess launchCold(Part part, Object... arguments) throws IOException {
    if (!isJava) {
      return launch(part, "cold", arguments);
    }
    List<String> words = jvm(String.join(File.pathSeparator, coldClassPath()));
    words.addAll(List.of(ColdClient.class.getName(), contender));
    return start(contender + " cold", words, arguments);
  }

  /** Starts a process that is the same for every contender, and takes the part of its peers. */
  static ChildProcess launchRaw(Part part, String role, Object... arguments) throws IOException {
    List<String> words = child(part, "raw", List.of());
    words.add(role);
    return start(role, words, arguments);
  }

  private static ChildProcess start(String name, List<String> command, Object... arguments)
      throws IOException {
    List<String> words = new ArrayList<>(command);
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return ChildProcess.start(name, words);
  }
}
