package io.strongroom.cli;

import io.strongroom.functions.FunctionLogs;
import io.strongroom.server.function.FunctionPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code functions}: adds functions, and shows what they have left on this machine. */
@Command(
    name = "functions",
    description = "Adds rotation functions, and shows what functions have written.",
    subcommands = AddFunctionCommand.class,
    mixinStandardHelpOptions = true)
final class FunctionsCommand {

  /** Logs are below account and region. */
  private static final int DEPTH = 3;

  @Spec private CommandSpec spec;

  @Command(
      name = "logs",
      description = "Prints the log of a function, the oldest lines first, served or not.")
  int logs(
      @Parameters(paramLabel = "NAME", description = "The function's name.") String name,
      @Option(
              names = "--data",
              required = true,
              paramLabel = "DIR",
              description = "Directory of the store.")
          Path data)
      throws Refusal {
    Path logs = data.resolve(FunctionPlace.LOGS);
    try {
      List<Path> found = named(logs, name);
      if (found.isEmpty()) {
        throw new Refusal("no function " + name + " has run with the store in " + data);
      }
      FunctionLogs reader = new FunctionLogs(logs);
      for (Path log : found) {
        Path place = logs.relativize(log);
        String account = place.getName(0).toString();
        String region = place.getName(1).toString();
        if (found.size() > 1) {
          spec.commandLine().getOut().println("== " + account + " " + region);
        }
        spec.commandLine().getOut().print(reader.read(account, region, name));
      }
      spec.commandLine().getOut().flush();
      return 0;
    } catch (IOException e) {
      throw new Refusal(e);
    }
  }

  private static List<Path> named(Path logs, String name) throws IOException {
    if (!Files.isDirectory(logs)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(logs, DEPTH)) {
      return all.filter(path -> path.endsWith(name + ".log")).sorted().toList();
    }
  }
}
