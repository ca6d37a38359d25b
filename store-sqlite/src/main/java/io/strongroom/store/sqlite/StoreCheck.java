package io.strongroom.store.sqlite;

import io.strongroom.keys.Keyring;
import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.Findings;
import io.strongroom.store.sql.RowChecks;
import io.strongroom.store.sql.StoreOpenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a store is what it should be: the file, the tables, every record against its columns
 * and against all that it refers to, and, with the root key, that everything sealed opens. Nothing
 * is changed, and nothing that was opened is shown. The tables of a newer format are not compared.
 */
public final class StoreCheck {
  private static final Schema SCHEMA = Schema.current();

  private final SqliteConnection connection;
  private final @Nullable Keyring keyring;
  private final Findings findings = new Findings();

  private StoreCheck(SqliteConnection connection, @Nullable Keyring keyring) {
    this.connection = connection;
    this.keyring = keyring;
  }

  /**
   * Checks the store in {@code directory}, which must not be open.
   *
   * @param keyring opens what is sealed; without it that is left out
   * @throws StoreOpenException if there is no store of this format or one that serves this release,
   *     it is in use, or others may look into it; damage is not an exception but part of the report
   */
  public static CheckReport check(Path directory, @Nullable Keyring keyring)
      throws StoreOpenException {
    StoreDirectory found = StoreDirectory.existing(directory);
    try (var _ = DirectoryLock.take(found);
        SqliteConnection connection = open(found)) {
      int format = SCHEMA.requireKnown(connection, found).format();
      requireCurrent(format, directory);
      List<ByteBuffer> blocks = JournalRecovery.unsettled(found, connection);
      return blocks.isEmpty()
          ? check(connection, format, keyring)
          : checkWith(blocks, found, format, keyring);
    } catch (SQLException e) {
      throw ResultCodes.refusal(directory, e);
    } catch (IOException e) {
      throw new StoreOpenException("the store in " + directory + " cannot be read", e);
    }
  }

  private static CheckReport check(
      SqliteConnection connection, int format, @Nullable Keyring keyring) {
    StoreCheck check = new StoreCheck(connection, keyring);
    check.run(format);
    return check.findings.report();
  }

  /**
   * Checks the store as it will be once it is opened, in a transaction that is never committed. It
   * stays in memory, and the other connection, which can only read, outlasts this one, so that
   * closing it moves nothing.
   */
  private static CheckReport checkWith(
      List<ByteBuffer> blocks, StoreDirectory directory, int format, @Nullable Keyring keyring)
      throws SQLException, StoreOpenException {
    try (SqliteConnection writer =
        SqliteConnection.writer(directory.database(), StoreOptions.defaults().pageCacheBytes())) {
      writer.run("PRAGMA cache_spill = OFF");
      writer.run("BEGIN IMMEDIATE");
      try {
        JournalRecovery.replay(directory, writer, blocks);
        return check(writer, format, keyring);
      } finally {
        writer.rollBack();
      }
    }
  }

  /** What an older format promised is not known any more once a release has another. */
  private static void requireCurrent(int format, Path directory) throws StoreOpenException {
    if (format < SCHEMA.format()) {
      throw new StoreOpenException(
          "the store in %s has format %d; it can be checked once it was opened and has format %d"
              .formatted(directory, format, SCHEMA.format()));
    }
  }

  /** Without a log the file alone is the store, and can be read without a trace. */
  private static SqliteConnection open(StoreDirectory directory) throws SQLException, IOException {
    Path log = directory.log();
    return Files.exists(log) && Files.size(log) > 0
        ? SqliteConnection.reader(directory.database(), StoreOptions.defaults().pageCacheBytes())
        : SqliteConnection.frozen(directory.database());
  }

  private void run(int format) {
    try {
      checkPages();
      if (format == SCHEMA.format()) {
        checkTables();
      }
      new RowChecks(connection, keyring, findings).run();
      FileOutbox.check(connection, findings);
    } catch (SQLException e) {
      findings.problem("the database cannot be read on: " + e.getMessage());
    }
  }

  private void checkPages() throws SQLException {
    try (ResultSet row = connection.prepare("PRAGMA integrity_check").executeQuery()) {
      while (row.next()) {
        String found = row.getString(1);
        if (!found.equals("ok")) {
          found.lines().forEach(line -> findings.problem("database: " + line));
        }
      }
    }
    try (ResultSet row = connection.prepare("PRAGMA foreign_key_check").executeQuery()) {
      while (row.next()) {
        findings.problem("database: a row of " + row.getString(1) + " refers to nothing");
      }
    }
  }

  /** The tables are compared with those that the scripts make, so that a trigger is no secret. */
  private void checkTables() throws SQLException {
    try (SqliteConnection memory = SqliteConnection.memory()) {
      SCHEMA.createTables(memory);
      if (!Schema.describe(memory).equals(Schema.describe(connection))) {
        findings.problem("database: the tables are not those of format " + SCHEMA.format());
      }
    }
  }
}
