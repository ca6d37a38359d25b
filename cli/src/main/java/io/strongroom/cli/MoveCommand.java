package io.strongroom.cli;

import io.strongroom.keys.Keyring;
import io.strongroom.server.config.ServerConfig;
import io.strongroom.store.postgres.PostgresMove;
import io.strongroom.store.postgres.PostgresOptions;
import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sql.move.Move;
import io.strongroom.store.sql.move.MoveCheck;
import io.strongroom.store.sql.move.MoveSource;
import io.strongroom.store.sql.move.MoveTarget;
import io.strongroom.store.sqlite.SqliteMove;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code move}: brings a store from a directory into a database, or back. */
@Command(
    name = "move",
    description =
        "Moves a store between a directory and a database. It may be served until it is copied;"
            + " what is interrupted goes on when it is run again.",
    mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {

  /** How often it is looked whether the last server has stopped. */
  private static final Duration POLL = Duration.ofMillis(200);

  private static final String SCHEME = "postgres";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR|URL",
      description = "The directory or database of the store.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR|URL",
      description = "An empty directory or database.")
  private String to;

  @Option(
      names = "--root-key",
      required = true,
      paramLabel = "FILE",
      description = "The root key, which stays the same.")
  private Path rootKey;

  @Option(
      names = "--serving-role",
      paramLabel = "ROLE",
      description = "Into a database: a role that servers log in as, which owns nothing there.")
  private @Nullable String servingRole;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Refusal, InterruptedException {
    try (MoveSource source = source();
        Keyring keyring = StoreFiles.keyring(source.header(), from, rootKey);
        MoveTarget target = target(source.header())) {
      CheckReport report = move(source, target, keyring);
      say(
          "Moved %d secrets, %d sealed values, %d KMS keys, %d accounts, %d functions; all opened."
              .formatted(
                  report.secrets(),
                  report.envelopes(),
                  report.kmsKeys(),
                  report.accounts(),
                  report.functions()));
      return 0;
    } catch (StoreOpenException e) {
      throw new Refusal(e);
    } catch (SQLException e) {
      throw new Refusal("the move was interrupted, run it again: " + e.getMessage());
    }
  }

  private CheckReport move(MoveSource source, MoveTarget target, Keyring keyring)
      throws SQLException, StoreOpenException, InterruptedException {
    Move move = new Move(source, target);
    say("Copied " + move.copy() + " rows.");
    if (!source.takeOver()) {
      say("Stop what serves " + from + " now; the rest follows by itself.");
      while (!source.takeOver()) {
        Thread.sleep(POLL);
      }
    }
    return move.finish(new MoveCheck(keyring));
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private MoveSource source() throws Refusal, StoreOpenException {
    return from.startsWith(SCHEME)
        ? PostgresMove.source(options(from))
        : SqliteMove.source(Path.of(from));
  }

  private MoveTarget target(StoreHeader header) throws Refusal, StoreOpenException {
    return to.startsWith(SCHEME)
        ? PostgresMove.target(options(to), header, servingRole)
        : SqliteMove.target(Path.of(to), header);
  }

  private PostgresOptions options(String url) throws Refusal {
    ServerConfig config = database.load(Map.of(), url);
    return Objects.requireNonNull(DatabaseOptions.database(config));
  }
}
