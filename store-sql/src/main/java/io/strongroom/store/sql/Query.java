package io.strongroom.store.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads something by a connection. */
@FunctionalInterface
public interface Query<R extends @Nullable Object> {

  /** Reads it. */
  R run(SqlConnection connection) throws SQLException;
}
