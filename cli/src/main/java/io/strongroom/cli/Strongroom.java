package io.strongroom.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that has all others. */
@Command(
    name = "strongroom",
    description = "A secret store that programs written for AWS Secrets Manager use unmodified.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class Strongroom implements Runnable {

  /** The names of all commands, in the order in which help lists them. */
  static final List<String> COMMANDS =
      List.of(
          "dev",
          "init",
          "serve",
          "migrate",
          "finalise",
          "move",
          "check",
          "audit",
          "clock",
          "functions",
          "policy");

  @Spec private CommandSpec spec;

  /** Returns a new command. To have only the one that is asked for is part of a quick start. */
  static Object command(String name) {
    return switch (name) {
      case "dev" -> new DevCommand();
      case "init" -> new InitCommand();
      case "serve" -> new ServeCommand();
      case "migrate" -> new MigrateCommand();
      case "finalise" -> new FinaliseCommand();
      case "move" -> new MoveCommand();
      case "check" -> new CheckCommand();
      case "audit" -> new AuditCommand();
      case "clock" -> new ClockCommand();
      case "functions" -> new FunctionsCommand();
      case "policy" -> new PolicyCommand();
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing; strongroom --help lists them");
  }
}
