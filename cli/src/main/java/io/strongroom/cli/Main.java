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
    DevCommand plain = PlainDev.read(arguments);
    return plain == null ? executeAny(arguments) : execute(plain);
  }

  /** Ends as picocli lets a command end. */
  private static int execute(DevCommand command) {
    try {
      return command.call();
    } catch (Refusal e) {
      return refused(standardError(), String.valueOf(e.getMessage()));
    } catch (InterruptedException | RuntimeException e) {
      e.printStackTrace();
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Returns standard error as picocli has it: to be flushed, in the encoding of the terminal. */
  static PrintWriter standardError() {
    return new PrintWriter(System.err, false, System.err.charset());
  }

  private static int executeAny(String... arguments) {
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
    return refused(e.getCommandLine().getErr(), String.valueOf(e.getMessage()));
  }

  private static int refuse(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parseResult) throws Exception {
    if (e instanceof Refusal) {
      return refused(commandLine.getErr(), String.valueOf(e.getMessage()));
    }
    throw e;
  }

  private static int refused(PrintWriter err, String reason) {
    err.println("strongroom: " + reason.replace('\n', ' '));
    err.flush();
    return USAGE;
  }
}
