package io.github.zmq4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private final Part latency = Parts.named("latency");
  private final Part throughput = Parts.named("throughput");

  @Test
  void wantsEverythingUnlessTold() {
    Arguments arguments = new Arguments();

    assertThat(arguments.wants(latency)).isTrue();
    assertThat(arguments.wants(new Scenario("tcp", 16, 1, List.of()))).isTrue();
    assertThat(arguments.wants("raw")).isTrue();
    assertThat(arguments.rounds()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void wantsWhatItIsTold() {
    Arguments arguments =
        new Arguments(
            "--part", "throughput", "--size", "64", "--size", "16", "--contender", "zmq4j");

    assertThat(arguments.wants(latency)).isFalse();
    assertThat(arguments.wants(throughput)).isTrue();
    assertThat(arguments.wants(new Scenario("ipc", 16, 1, List.of()))).isTrue();
    assertThat(arguments.wants(new Scenario("ipc", 256, 1, List.of()))).isFalse();
    assertThat(arguments.wants("libzmq")).isFalse();
  }

  @Test
  void readsFileAndLength() {
    Arguments arguments =
        new Arguments("--quick", "--csv", "a.csv", "--charts", "b", "--rounds", "7");

    assertThat(arguments.quick()).isTrue();
    assertThat(arguments.csv()).isEqualTo(Path.of("a.csv"));
    assertThat(arguments.charts()).isEqualTo(Path.of("b"));
    assertThat(arguments.rounds()).isEqualTo(7);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arguments("--part", "speed"))
        .withMessage("no such part: speed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arguments("--csv"))
        .withMessage("--csv needs a value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arguments("--rounds", "none"))
        .withMessage("--rounds needs a positive number, not none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arguments("--fast"))
        .withMessage("no such option: --fast");
  }
}
