package io.github.zmq4j.cli;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells people in one line what went wrong, and scripts by the exit code. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  /** What a mistyped endpoint leads to; every other code tells of the world around. */
  private static final Set<ErrorCode> TYPED_WRONG =
      EnumSet.of(
          ErrorCode.EINVAL,
          ErrorCode.EPROTONOSUPPORT,
          ErrorCode.ENOCOMPATPROTO,
          ErrorCode.ENAMETOOLONG);

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    print(command, e.getMessage() + " (see '" + help + "')");
    return WRONG_USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof ZmqException failure) {
      print(command, failure.getMessage());
      return TYPED_WRONG.contains(failure.code()) ? WRONG_USAGE : FAILED;
    }
    print(command, "unexpected " + e + " at " + e.getStackTrace()[0]);
    return FAILED;
  }

  private static void print(CommandLine command, @Nullable String message) {
    command.getErr().println(("zmq: " + message).replaceAll("\\s*\\R\\s*", " "));
  }
}
