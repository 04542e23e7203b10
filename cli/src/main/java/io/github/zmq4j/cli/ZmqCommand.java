package io.github.zmq4j.cli;

import io.github.zmq4j.Zmq;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command itself: what is to be done stands in its subcommands. */
@Command(
    name = "zmq",
    description = "ZeroMQ on the Java virtual machine: see it work.",
    subcommands = HelpCommand.class,
    mixinStandardHelpOptions = true,
    versionProvider = ZmqCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed: no reply, port in use, ...; one line on stderr says what",
      "2:wrong usage: unknown option, malformed endpoint, ..."
    },
    footer = {
      "",
      "Start with:  zmq demo",
      "Or, in two terminals:  zmq demo server  and  zmq demo client"
    })
final class ZmqCommand {
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"zmq4j " + Zmq.version() + ", Java " + Runtime.version()};
    }
  }
}
