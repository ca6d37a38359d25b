package io.strongroom.store.sql;

import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionCommit;
import io.strongroom.core.function.FunctionRecord;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.function.Source;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Stores one change of a function. Whatever can refuse is asked before the first row is written,
 * since a task writes all of it or nothing. Code that loses its last function goes with it.
 */
final class FunctionCommitting implements GroupTask<FunctionCommit> {
  private final FunctionWrite write;
  private final Function next;
  private final byte[] record;

  /** Prepares a change: the record is made by the caller's thread, not by the committer. */
  FunctionCommitting(FunctionWrite write) {
    this.write = write;
    this.next = write.function().revised(write.function().revision() + 1);
    this.record = write instanceof FunctionWrite.Delete ? new byte[0] : FunctionRecord.write(next);
  }

  /** What the row says of a function before the change. */
  private record Stored(long revision, String code) {}

  @Override
  public FunctionCommit apply(SqlConnection connection) throws SQLException {
    Stored stored = stored(connection);
    if (write instanceof FunctionWrite.Insert) {
      if (stored != null) {
        return FunctionCommit.TAKEN;
      }
    } else if (stored == null || stored.revision() != write.function().revision()) {
      return FunctionCommit.STALE;
    }
    if (!(write instanceof FunctionWrite.Delete)
        && next.source() instanceof Source.Uploaded
        && !FunctionCodes.isThere(connection, next.code())) {
      return FunctionCommit.NO_CODE;
    }
    switch (write) {
      case FunctionWrite.Insert _ -> insert(connection);
      case FunctionWrite.Update _ -> update(connection);
      case FunctionWrite.Delete _ -> delete(connection);
    }
    if (stored != null) {
      FunctionCodes.dropUnnamed(connection, stored.code());
    }
    return FunctionCommit.DONE;
  }

  private @Nullable Stored stored(SqlConnection connection) throws SQLException {
    PreparedStatement select = connection.prepare(FunctionSql.CODE_OF);
    FunctionRows.bind(select, 1, next.arn());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? new Stored(row.getLong(1), row.getString(2)) : null;
    }
  }

  private void insert(SqlConnection connection) throws SQLException {
    PreparedStatement insert = connection.prepare(FunctionSql.INSERT);
    FunctionRows.bind(insert, 1, next.arn());
    insert.setLong(4, next.revision());
    insert.setString(5, next.code().sha256());
    insert.setLong(6, next.code().size());
    insert.setBytes(7, record);
    insert.executeUpdate();
  }

  private void update(SqlConnection connection) throws SQLException {
    PreparedStatement update = connection.prepare(FunctionSql.UPDATE);
    update.setLong(1, next.revision());
    update.setString(2, next.code().sha256());
    update.setLong(3, next.code().size());
    update.setBytes(4, record);
    FunctionRows.bind(update, 5, next.arn());
    update.executeUpdate();
  }

  private void delete(SqlConnection connection) throws SQLException {
    PreparedStatement delete = connection.prepare(FunctionSql.DELETE);
    FunctionRows.bind(delete, 1, next.arn());
    delete.executeUpdate();
  }

  @Override
  public boolean freesSpace() {
    return write instanceof FunctionWrite.Delete;
  }

  @Override
  public void publish(FunctionCommit outcome) {}
}
