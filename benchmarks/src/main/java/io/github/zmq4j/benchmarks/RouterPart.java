package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import io.github.zmq4j.benchmarks.contender.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many requests a ROUTER answers that has many peers: it sends each message back to where it
 * came from. The DEALERs are {@link RawDealers}, the same for every contender, in a process of
 * their own; each in its turn sends a burst, and checks what comes back. All peers have their
 * turns, and as many bursts are on the way with one peer as with thousands.
 *
 * <pre>{@code
 * to the dealers:  connect COUNT
 * dealers:         connected N        nanoseconds until all of them were
 * to the dealers:  reconnect COUNT    break so many connections at once, and make new ones
 * dealers:         connected N
 * to the dealers:  disconnect
 * dealers:         disconnected
 * }</pre>
 */
final class RouterPart implements Part {
  @Override
  public String name() {
    return "router";
  }

  @Override
  public String summary() {
    return "requests a second that a ROUTER answers, of peers that take turns and send bursts of "
        + RawDealers.BURST
        + "; the peers are bare sockets, the same for all";
  }

  @Override
  public List<Unit> units() {
    return List.of(Unit.MESSAGES_PER_SECOND);
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    List<Scenario> scenarios = new ArrayList<>();
    for (int peers : quick ? new int[] {1, 10_000} : new int[] {1, 100, 10_000}) {
      scenarios.add(new Scenario("tcp", 64, peers, List.of("zmq4j", "libzmq", "jeromq")));
    }
    return scenarios;
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
      dealers.command("connect " + scenario.peers());
      dealers.answer("connected");
      return new StreamRunner(
          processes,
          dealers,
          List.of(),
          quick,
          perSecond -> Map.of(Unit.MESSAGES_PER_SECOND, perSecond));
    } catch (IOException e) {
      processes.close();
      throw e;
    }
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands)
      throws IOException, InterruptedException {
    String endpoint = arguments.get(0);
    int size = Integer.parseInt(arguments.get(1));
    switch (role) {
      case "router" -> {
        Contender.Echo router = contender.router(endpoint, new Content(size));
        commands.answer("ready " + router.endpoint());
        router.serve();
      }
      case "dealers" -> {
        commands.answer("ready");
        play(new RawDealers(endpoint, size), commands);
      }
      default -> throw new IllegalArgumentException("no such role: " + role);
    }
  }

  private static void play(RawDealers dealers, Commands commands)
      throws IOException, InterruptedException {
    while (true) {
      String[] words = commands.next().split(" ", 2);
      int count = words.length == 1 ? 0 : Integer.parseInt(words[1]);
      switch (words[0]) {
        case "connect" -> commands.answer("connected " + dealers.connect(count));
        case "reconnect" -> commands.answer("connected " + dealers.reconnect(count));
        case "disconnect" -> {
          dealers.disconnect();
          commands.answer("disconnected");
        }
        case "round" -> commands.answer("nanos " + dealers.round(count));
        default -> throw new IllegalArgumentException("no such command: " + words[0]);
      }
    }
  }
}
