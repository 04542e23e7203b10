package io.github.zmq4j.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs an example, or lists them. */
@Command(
    name = "example",
    description = {
      "Run an example program; without a name, list them.",
      "Those that belong together want a terminal each."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ZmqCommand.Version.class)
final class ExampleCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which one.")
  private @Nullable String name;

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What the example takes.")
  private List<String> arguments = List.of();

  ExampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (name == null) {
      Example.ALL.forEach(each -> console.out().printf("%-20s %s%n", each.name(), each.about()));
      return 0;
    }
    Example example = Example.named(name).orElse(null);
    if (example == null) {
      console.err().println("zmq: No example is called '" + name + "'; 'zmq example' lists them");
      return OneLineErrors.WRONG_USAGE;
    }
    example.program().start(arguments.toArray(new String[0]));
    return 0;
  }
}
