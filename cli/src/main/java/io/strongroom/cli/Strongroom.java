package io.strongroom.cli;

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
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DevCommand.class,
      InitCommand.class,
      ServeCommand.class,
      MigrateCommand.class,
      FinaliseCommand.class,
      MoveCommand.class,
      CheckCommand.class,
      AuditCommand.class,
      ClockCommand.class,
      FunctionsCommand.class,
      PolicyCommand.class
    })
final class Strongroom implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing; strongroom --help lists them");
  }
}
