package io.strongroom.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code check}: verifies everything that a store promises, and says so. */
@Command(
    name = "check",
    description = "Verifies a store that is not being served. Shows no values.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  /** The exit code when something is wrong with the store. */
  private static final int DAMAGED = 1;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the store.")
  private Path data;

  @Option(
      names = "--root-key",
      paramLabel = "FILE",
      description = "The root key; with it every value is opened too.")
  private @Nullable Path rootKey;

  @Override
  public Integer call() throws Refusal {
    return StoreFiles.check(data, rootKey, System.out) ? 0 : DAMAGED;
  }
}
