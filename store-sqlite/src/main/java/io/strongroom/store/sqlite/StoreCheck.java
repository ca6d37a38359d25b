package io.strongroom.store.sqlite;

import io.strongroom.keys.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a store is what it should be: the file, the tables, every record against its columns
 * and against all that it refers to, and, with the root key, that everything sealed opens. Nothing
 * is changed, and nothing that was opened is shown.
 */
public final class StoreCheck {
  private static final Schema SCHEMA = Schema.current();
  private static final int CHECK_VALUE_LENGTH = 32;

  private final SqlConnection connection;
  private final @Nullable Keyring keyring;
  private final Findings findings = new Findings();

  private StoreCheck(SqlConnection connection, @Nullable Keyring keyring) {
    this.connection = connection;
    this.keyring = keyring;
  }

  /**
   * Checks the store in {@code directory}, which must not be open.
   *
   * @param keyring opens what is sealed; without it that is left out
   * @throws StoreOpenException if there is no store of the current format, it is in use, or others
   *     may look into it; damage is not an exception but part of the report
   */
  public static CheckReport check(Path directory, @Nullable Keyring keyring)
      throws StoreOpenException {
    StoreDirectory found = StoreDirectory.existing(directory);
    try (var _ = DirectoryLock.take(found);
        SqlConnection connection = open(found)) {
      requireCurrent(SCHEMA.requireKnown(connection, found), directory);
      StoreCheck check = new StoreCheck(connection, keyring);
      check.run();
      return check.findings.report();
    } catch (SQLException e) {
      throw StoreOpenException.of(directory, e);
    } catch (IOException e) {
      throw new StoreOpenException("the store in " + directory + " cannot be read", e);
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
  private static SqlConnection open(StoreDirectory directory) throws SQLException, IOException {
    Path log = directory.log();
    return Files.exists(log) && Files.size(log) > 0
        ? SqlConnection.reader(directory.database(), StoreOptions.defaults().pageCacheBytes())
        : SqlConnection.frozen(directory.database());
  }

  private void run() {
    try {
      checkPages();
      checkTables();
      checkHeader();
      SealedCheck sealed = new SealedCheck(keyring, findings);
      new KeyCheck(connection, sealed, findings).run();
      new SecretCheck(connection, sealed, findings).run();
      new IdentityCheck(connection, keyring, findings).run();
      new FunctionCheck(connection, keyring, findings).run();
      Outbox.check(connection, findings);
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
    try (SqlConnection memory = SqlConnection.memory()) {
      SCHEMA.createTables(memory);
      if (!Schema.describe(memory).equals(Schema.describe(connection))) {
        findings.problem("database: the tables are not those of format " + SCHEMA.format());
      }
    }
  }

  private void checkHeader() throws SQLException {
    StoreHeader header = Schema.header(connection);
    if (header == null) {
      findings.problem("header: it is broken");
    } else if (header.checkValue().length != CHECK_VALUE_LENGTH) {
      findings.problem("header: the check value is broken");
    } else if (keyring != null && !keyring.matches(header.checkValue())) {
      findings.problem("header: the root key is not the one of this store");
    }
  }
}
