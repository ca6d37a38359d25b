package io.strongroom.cli;

import io.strongroom.server.config.ServerConfig;
import io.strongroom.store.postgres.PostgresOptions;
import io.strongroom.store.postgres.PostgresUpgrade;
import io.strongroom.store.sql.FormatChange;
import io.strongroom.store.sql.StoreOpenException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrate}: brings the tables of a database to the format of this release. */
@Command(
    name = "migrate",
    description = "Brings a database to the format of this release, as the role that owns it.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--serving-role",
      paramLabel = "ROLE",
      description = "A role that servers log in as, which gets what they need and no more.")
  private @Nullable String servingRole;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Refusal {
    ServerConfig config = database.load(Map.of());
    PostgresOptions options = DatabaseOptions.database(config);
    if (options == null) {
      throw new Refusal("--store says which database; a directory is migrated when it is served");
    }
    try {
      FormatChange change = PostgresUpgrade.migrate(options, servingRole);
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "The store in %s had format %d and has %s."
              .formatted(options.url(), change.before().format(), change.after()));
      err.flush();
      return 0;
    } catch (StoreOpenException e) {
      throw new Refusal(e);
    }
  }
}
