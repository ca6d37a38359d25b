package io.strongroom.store.sql.move;

import io.strongroom.store.sql.SqlConnection;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import java.sql.SQLException;

/** The store that is moved. */
public interface MoveSource extends AutoCloseable {

  /** Returns a connection that sees what servers commit meanwhile. */
  SqlConnection connection();

  /** Returns what the store says of itself. */
  StoreHeader header();

  /**
   * Keeps servers away for good, if none serves the store at the moment; what was begun by an
   * earlier move is taken up again.
   *
   * @return whether no server uses it, or will
   */
  boolean takeOver() throws SQLException, StoreOpenException;

  @Override
  void close();
}
