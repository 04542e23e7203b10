package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import java.io.IOException;
import java.util.List;

/**
 * One question that the comparison asks of every contender. The same class says what is measured
 * and plays the roles in the contenders' processes; a C program of the same name plays them for
 * libzmq.
 */
public interface Part {
  /**
   * What the command line and the CSV file call it.
   *
   * @return one word
   */
  String name();

  /**
   * Which part plays the roles in the contenders' processes.
   *
   * @return the name of a part: this one's, unless it measures what another one does
   */
  default String program() {
    return name();
  }

  /**
   * Options for the contenders' JVMs.
   *
   * @return none, unless the part needs some
   */
  default List<String> jvmOptions() {
    return List.of();
  }

  /**
   * What is measured, and how.
   *
   * @return a line for people
   */
  String summary();

  /**
   * What its figures count.
   *
   * @return the units in the order they are shown
   */
  List<Unit> units();

  /**
   * What the table calls a scenario.
   *
   * @param scenario one of this part's
   * @return a few words
   */
  default String title(Scenario scenario) {
    return "%s, %d B, %s".formatted(scenario.transport(), scenario.size(), scenario.peersInWords());
  }

  /**
   * What is run.
   *
   * @param quick whether the whole comparison is to end in two minutes
   * @return the scenarios in the order they run
   */
  List<Scenario> scenarios(boolean quick);

  /**
   * Starts a contender's processes.
   *
   * @param launcher starts them
   * @param scenario what to run
   * @param quick whether the rounds are to be short
   * @return the running contender
   * @throws IOException if a process does not start
   */
  Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException;

  /**
   * Plays a role, in a contender's process, until the process is ended.
   *
   * @param role which of the part's roles
   * @param contender the library to use
   * @param arguments what {@link #start} gave the role
   * @param commands what to do, and where to answer
   * @throws IOException if a connection breaks
   * @throws InterruptedException if the thread is interrupted
   */
  void play(String role, Contender contender, List<String> arguments, Commands commands)
      throws IOException, InterruptedException;
}
