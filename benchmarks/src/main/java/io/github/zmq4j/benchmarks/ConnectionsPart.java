package io.github.zmq4j.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What it takes to hold thousands of connections: how quickly a ROUTER accepts and greets peers
 * that all come at once, what memory an idle one takes, and how quickly many come back whose
 * connections broke at the same moment. The peers are {@link RawDealers}, as in {@link RouterPart},
 * and connect one after the other as quickly as they can, from several addresses, lest the search
 * for free ports be what takes the time.
 *
 * <p>Memory is looked at once, when the first round's connections are idle. The heap of a contender
 * in Java is garbage aside, and is resident from the beginning, so that what else the process grows
 * by is native memory. A process of libzmq has only the one kind, of which the heap is what was
 * allocated.
 */
final class ConnectionsPart implements Part {
  private static final int MESSAGE_BYTES = 64;
  private static final int CONNECTIONS = 20_000;
  private static final int QUICK_CONNECTIONS = 4_000;

  /** How many connections break at once, of so many. */
  private static final int BREAK_OF = 4;

  /** File descriptors for other things. */
  private static final int RESERVE = 500;

  private static final int WARM_UP_CONNECTIONS = 1_000;

  @Override
  public String name() {
    return "connections";
  }

  @Override
  public String program() {
    return "router";
  }

  @Override
  public List<String> jvmOptions() {
    return List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");
  }

  @Override
  public String summary() {
    return "peers that a ROUTER accepts in a second, the memory that an idle one takes, and how many"
        + " of those that break at once, a quarter of all, it takes back in a second; the peers are"
        + " bare sockets with several addresses";
  }

  @Override
  public List<Unit> units() {
    return List.of(
        Unit.CONNECTIONS_PER_SECOND,
        Unit.RECONNECTS_PER_SECOND,
        Unit.HEAP_BYTES_PER_CONNECTION,
        Unit.NATIVE_BYTES_PER_CONNECTION);
  }

  @Override
  public String title(Scenario scenario) {
    return scenario.transport()
        + ", "
        + scenario.peersInWords()
        + (scenario.peers() % 1000 == 0 ? "" : " (as ulimit -n allows)");
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    int peers = (int) Math.min(quick ? QUICK_CONNECTIONS : CONNECTIONS, descriptors() - RESERVE);
    return List.of(new Scenario("tcp", MESSAGE_BYTES, peers, List.of("zmq4j", "libzmq", "jeromq")));
  }

  private static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    Processes processes = new Processes();
    try {
      String endpoint = launcher.endpoint(this, scenario);
      ChildProcess router =
          processes.add(launcher.launch(this, "router", endpoint, scenario.size()));
      String bound = router.awaitReady();
      ChildProcess dealers =
          processes.add(Launcher.launchRaw(this, "dealers", bound, scenario.size()));
      dealers.awaitReady();
      return new Crowd(processes, router, dealers, scenario.peers());
    } catch (IOException e) {
      processes.close();
      throw e;
    }
  }

  private static final class Crowd implements Runner {
    private final Processes processes;
    private final ChildProcess router;
    private final ChildProcess dealers;
    private final int peers;
    private boolean hasWeighed;

    Crowd(Processes processes, ChildProcess router, ChildProcess dealers, int peers) {
      this.processes = processes;
      this.router = router;
      this.dealers = dealers;
      this.peers = peers;
    }

    @Override
    public void warmUp() throws IOException {
      long idle = router.descriptors();
      connect(Math.min(peers, WARM_UP_CONNECTIONS));
      disconnect(idle);
    }

    @Override
    public Round round() throws IOException {
      Map<Unit, Double> values = new EnumMap<>(Unit.class);
      long idle = router.descriptors();
      double heap = hasWeighed ? 0 : -router.bytes("memory");
      double resident = hasWeighed ? 0 : -router.residentBytes();
      values.put(Unit.CONNECTIONS_PER_SECOND, peers * 1e9 / connect(peers));
      if (!hasWeighed) {
        hasWeighed = true;
        resident += router.residentBytes();
        heap += router.bytes("memory");
        values.put(Unit.HEAP_BYTES_PER_CONNECTION, heap / peers);
        values.put(Unit.NATIVE_BYTES_PER_CONNECTION, resident / peers);
      }
      int breaking = peers / BREAK_OF;
      dealers.command("reconnect " + breaking);
      long nanos = Long.parseLong(dealers.answer("connected"));
      values.put(Unit.RECONNECTS_PER_SECOND, breaking * 1e9 / nanos);
      disconnect(idle);
      return Round.of(values);
    }

    private long connect(int count) throws IOException {
      dealers.command("connect " + count);
      return Long.parseLong(dealers.answer("connected"));
    }

    /** Ends all connections, and waits until the ROUTER has noticed. */
    private void disconnect(long idle) throws IOException {
      dealers.command("disconnect");
      dealers.answer("disconnected");
      router.awaitDescriptors(idle);
    }

    @Override
    public void close() {
      processes.close();
    }
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands) {
    throw new IllegalArgumentException("another part plays the roles");
  }
}
