package io.strongroom.store.sql.move;

import io.strongroom.store.sql.SqlConnection;
import java.sql.SQLException;

/** Where a store is moved to. Until {@link #finish} nobody takes it for a store. */
public interface MoveTarget extends AutoCloseable {

  /** Returns a connection that may write. */
  SqlConnection connection();

  /** Begins a transaction. */
  void begin() throws SQLException;

  /** Commits it, durably. */
  void commit() throws SQLException;

  /** Makes it a store: all rows are there. */
  void finish() throws SQLException;

  @Override
  void close();
}
