package io.strongroom.cli;

import io.strongroom.keys.Keyring;
import io.strongroom.store.postgres.PostgresCheck;
import io.strongroom.store.postgres.PostgresOptions;
import io.strongroom.store.postgres.PostgresStore;
import io.strongroom.store.postgres.PostgresUpgrade;
import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.FormatChange;
import io.strongroom.store.sql.SqlStore;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sqlite.SqliteStore;
import io.strongroom.store.sqlite.StoreCheck;
import io.strongroom.store.sqlite.StoreOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a store is, and what can be done with it there. Its text names the place for people. */
sealed interface StorePlace {

  /** Makes an empty store. */
  void create(StoreHeader header) throws StoreOpenException;

  /** Reads what tells which root key is the right one, and changes nothing. */
  StoreHeader readHeader() throws StoreOpenException;

  /**
   * Opens the store.
   *
   * @param onFailure run when this process must not answer any more
   */
  SqlStore open(Runnable onFailure) throws StoreOpenException;

  /** Reads what the store says of its format, and changes nothing. */
  StoreFormat readFormat() throws StoreOpenException;

  /** Ends the time in which releases of the format before may serve the store. */
  FormatChange finalise() throws StoreOpenException;

  /** Returns the command that does so, and what it takes, for people. */
  String finaliseCommand();

  /** Looks at every record; without a keyring nothing is opened. */
  CheckReport check(@Nullable Keyring keyring) throws StoreOpenException;

  /** A directory of this machine. */
  record Directory(Path data, StoreOptions memory) implements StorePlace {
    @Override
    public void create(StoreHeader header) throws StoreOpenException {
      SqliteStore.create(data, header);
    }

    @Override
    public StoreHeader readHeader() throws StoreOpenException {
      return SqliteStore.readHeader(data);
    }

    @Override
    public SqlStore open(Runnable onFailure) throws StoreOpenException {
      return SqliteStore.open(data, memory, onFailure);
    }

    @Override
    public CheckReport check(@Nullable Keyring keyring) throws StoreOpenException {
      return StoreCheck.check(data, keyring);
    }

    @Override
    public StoreFormat readFormat() throws StoreOpenException {
      return SqliteStore.readFormat(data);
    }

    @Override
    public FormatChange finalise() throws StoreOpenException {
      return SqliteStore.finalise(data);
    }

    @Override
    public String finaliseCommand() {
      return "./strongroom finalise --data " + data + " while nobody serves it";
    }

    @Override
    public String toString() {
      return data.toString();
    }
  }

  /**
   * A database.
   *
   * @param servingRole a role that may serve a store that is made here; null for none
   */
  record Database(PostgresOptions options, @Nullable String servingRole) implements StorePlace {
    @Override
    public void create(StoreHeader header) throws StoreOpenException {
      PostgresStore.create(options, header, servingRole);
    }

    @Override
    public StoreHeader readHeader() throws StoreOpenException {
      return PostgresStore.readHeader(options);
    }

    @Override
    public SqlStore open(Runnable onFailure) throws StoreOpenException {
      String session = UUID.randomUUID().toString();
      return PostgresStore.open(
          options, session, System::nanoTime, InstantSource.system(), onFailure);
    }

    @Override
    public CheckReport check(@Nullable Keyring keyring) throws StoreOpenException {
      return PostgresCheck.check(options, keyring);
    }

    @Override
    public StoreFormat readFormat() throws StoreOpenException {
      return PostgresUpgrade.readFormat(options);
    }

    @Override
    public FormatChange finalise() throws StoreOpenException {
      return PostgresUpgrade.finalise(options);
    }

    @Override
    public String finaliseCommand() {
      return "./strongroom finalise --store " + options.url() + " as the role that owns the tables";
    }

    @Override
    public String toString() {
      return options.url().toString();
    }
  }
}
