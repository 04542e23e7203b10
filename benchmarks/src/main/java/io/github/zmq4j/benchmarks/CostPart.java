package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What messages cost: the processor time of both processes, compiler and garbage collector
 * included, and the bytes that their threads allocate, while messages pass as in {@link
 * ThroughputPart}.
 */
final class CostPart implements Part {
  @Override
  public String name() {
    return "cost";
  }

  @Override
  public String program() {
    return "throughput";
  }

  @Override
  public String summary() {
    return "processor seconds and megabytes allocated for a million messages from a PUSH to a PULL,"
        + " both processes together";
  }

  @Override
  public List<Unit> units() {
    return List.of(Unit.CPU_SECONDS_PER_MILLION, Unit.MEGABYTES_PER_MILLION);
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    List<String> contenders = List.of("zmq4j", "libzmq", "jeromq");
    List<Scenario> scenarios = new ArrayList<>();
    for (int size : quick ? new int[] {64} : new int[] {64, 1024}) {
      scenarios.add(new Scenario("tcp", size, 1, contenders));
      scenarios.add(new Scenario("inproc", size, 1, contenders));
    }
    return scenarios;
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    return new Metered(ThroughputPart.stream(this, launcher, scenario, quick), launcher.isJava());
  }

  private record Metered(StreamRunner stream, boolean tellsAllocation) implements Runner {
    @Override
    public void warmUp() throws IOException {
      stream.warmUp();
    }

    @Override
    public Round round() throws IOException {
      double cpuSeconds = -cpuSeconds();
      double bytes = -allocatedBytes();
      stream.round();
      bytes += allocatedBytes();
      cpuSeconds += cpuSeconds();
      double millions = stream.count() / 1e6;
      Map<Unit, Double> values = new EnumMap<>(Unit.class);
      values.put(Unit.CPU_SECONDS_PER_MILLION, cpuSeconds / millions);
      if (tellsAllocation) {
        values.put(Unit.MEGABYTES_PER_MILLION, bytes / 1e6 / millions);
      }
      return Round.of(values);
    }

    private double cpuSeconds() {
      return stream.processes().all().stream().mapToDouble(ChildProcess::cpuSeconds).sum();
    }

    private double allocatedBytes() throws IOException {
      double sum = 0;
      for (ChildProcess process : stream.processes().all()) {
        sum += tellsAllocation ? process.bytes("allocated") : 0;
      }
      return sum;
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands) {
    throw new IllegalArgumentException("another part plays the roles");
  }
}
