package io.strongroom.cli;

import io.strongroom.store.sql.FormatChange;
import io.strongroom.store.sql.StoreOpenException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finalise}: from now on, no release before this one serves a store. */
@Command(
    name = "finalise",
    description =
        "Ends an upgrade: releases before this one do not serve the store any more. A directory"
            + " must not be served meanwhile; a database takes the role that owns it.",
    mixinStandardHelpOptions = true)
final class FinaliseCommand implements Callable<Integer> {

  @Option(names = "--data", paramLabel = "DIR", description = "Directory of the store.")
  private @Nullable Path data;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Refusal {
    StorePlace place = StoreFiles.place(data, database.load(Map.of()), null);
    try {
      FormatChange change = place.finalise();
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "The store in %s had %s, and has %s.".formatted(place, change.before(), change.after()));
      err.flush();
      return 0;
    } catch (StoreOpenException e) {
      throw new Refusal(e);
    }
  }
}
