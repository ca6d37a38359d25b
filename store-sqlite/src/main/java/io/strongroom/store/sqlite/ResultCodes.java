package io.strongroom.store.sqlite;

import io.strongroom.store.sql.StoreOpenException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Result codes of SQLite without the details of their extended forms, which are in the bits above
 * the lowest eight. Source: sqlite.org, "Result and Error Codes".
 */
final class ResultCodes {
  private static final int PRIMARY_BITS = 0xff;

  private ResultCodes() {}

  static SQLiteErrorCode primary(SQLiteException e) {
    return SQLiteErrorCode.getErrorCode(e.getResultCode().code & PRIMARY_BITS);
  }

  /** Tells whether {@code e} says that there is no space: on the disk, or in a set limit. */
  static boolean isFull(SQLException e) {
    return is(e, SQLiteErrorCode.SQLITE_FULL);
  }

  /** Tells whether {@code e} says that another program holds the lock that is needed. */
  static boolean isBusy(SQLException e) {
    return is(e, SQLiteErrorCode.SQLITE_BUSY);
  }

  private static boolean is(SQLException e, SQLiteErrorCode code) {
    return e instanceof SQLiteException fault && primary(fault) == code;
  }

  /** Says in one line what an error of the database means for the operator. */
  static StoreOpenException refusal(Path directory, SQLException e) {
    String store = "the store in " + directory + " ";
    if (!(e instanceof SQLiteException fault)) {
      return new StoreOpenException(store + "cannot be opened: " + e.getMessage(), e);
    }
    String reason =
        switch (primary(fault)) {
          case SQLITE_BUSY, SQLITE_LOCKED -> "is in use by another program";
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
              "cannot be read and written by this process";
          case SQLITE_FULL -> "cannot be opened: the disk is full";
          case SQLITE_NOTADB -> "is damaged: strongroom.db is not a database";
          case SQLITE_CORRUPT -> "is damaged: the database is malformed";
          default -> "cannot be opened: " + fault.getResultCode();
        };
    return new StoreOpenException(store + reason, e);
  }
}
