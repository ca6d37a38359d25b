package io.strongroom.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** The one entry point of the command line. */
public final class Main {

  /** Exit code of everything that is wrong before the work begins: options, paths, ports, keys. */
  public static final int USAGE = 2;

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int code = execute(arguments);
    System.exit(code);
  }

  /** Runs a command and returns its exit code; the others are not even looked at. */
  static int execute(String... arguments) {
    boolean isKnown = arguments.length > 0 && Strongroom.COMMANDS.contains(arguments[0]);
    List<String> names = isKnown ? List.of(arguments[0]) : Strongroom.COMMANDS;
    return commandLine(names).execute(arguments);
  }

  /** Returns all commands, with one line for each mistake in their options. */
  static CommandLine commandLine() {
    return commandLine(Strongroom.COMMANDS);
  }

  private static CommandLine commandLine(List<String> names) {
    CommandLine commands = new CommandLine(new Strongroom());
    names.forEach(name -> commands.addSubcommand(Strongroom.command(name)));
    commands.setParameterExceptionHandler(Main::refuseOptions);
    commands.setExecutionExceptionHandler(Main::refuse);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setUsageHelpLongOptionsMaxWidth(28);
    return commands;
  }

  private static int refuseOptions(CommandLine.ParameterException e, String[] arguments) {
    return refused(e.getCommandLine(), String.valueOf(e.getMessage()));
  }

  private static int refuse(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parseResult) throws Exception {
    if (e instanceof Refusal) {
      return refused(commandLine, String.valueOf(e.getMessage()));
    }
    throw e;
  }

  private static int refused(CommandLine commandLine, String reason) {
    PrintWriter err = commandLine.getErr();
    err.println("strongroom: " + reason.replace('\n', ' '));
    err.flush();
    return USAGE;
  }
}
