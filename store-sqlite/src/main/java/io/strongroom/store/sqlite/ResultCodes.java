package io.strongroom.store.sqlite;

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
}
