package io.strongroom.store.sqlite;

import java.io.Serial;
import org.sqlite.SQLiteException;

/**
 * A store cannot be made, opened or checked as things are. The message is one line for the
 * operator; it names the directory and what is wrong with it.
 */
public final class StoreOpenException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  StoreOpenException(String message) {
    super(message);
  }

  StoreOpenException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says in one line what an error of the database means for the operator. */
  static StoreOpenException of(java.nio.file.Path directory, java.sql.SQLException e) {
    String store = "the store in " + directory + " ";
    if (!(e instanceof SQLiteException fault)) {
      return new StoreOpenException(store + "cannot be opened: " + e.getMessage(), e);
    }
    String reason =
        switch (ResultCodes.primary(fault)) {
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
