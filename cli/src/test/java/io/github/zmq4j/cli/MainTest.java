package io.github.zmq4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Zmq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says without a socket. */
class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "help", "help demo", "demo -h", "demo server --help"})
  void helps(String arguments) {
    Run run = Run.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().get(0)).startsWith("Usage: zmq");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void tellsItsExitCodes() {
    assertThat(Run.of("--help").out()).anyMatch(line -> line.matches(" *2 +wrong usage: .*"));
  }

  @Test
  void tellsItsVersion() {
    Run run = Run.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).singleElement().asString().startsWith("zmq4j " + Zmq.version());
  }

  @Test
  void listsTheExamples() {
    Run run = Run.of("example");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasSameSizeAs(Example.ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, nonsense",
    "demo --nonsense, --nonsense",
    "demo client --requests 0, from 1 on",
    "demo client --requests many, from 1 on",
    "demo client --timeout soon, a time such as",
    "demo client --timeout -1s, a time such as",
    "demo --endpoint inproc://nonsense, inproc stays within",
    "example nonsense, No example is called",
  })
  void refusesWrongUsageInOneLine(String arguments, String reason) {
    Run run = Run.of(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).singleElement().asString().startsWith("zmq: ").contains(reason);
  }
}
