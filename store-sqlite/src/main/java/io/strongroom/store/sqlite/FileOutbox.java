package io.strongroom.store.sqlite;

import io.strongroom.core.audit.AuditOutbox.Waiting;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.store.sql.Findings;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.Outbox;
import io.strongroom.store.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The outbox of the one server that a file has: what was taken is removed. */
final class FileOutbox implements Outbox {
  private static final String LAST = "SELECT max(number) FROM audit";
  private static final String INSERT = "INSERT INTO audit (number, record) VALUES (?, ?)";
  private static final String WAITING =
      "SELECT number, record FROM audit WHERE number > ? ORDER BY number LIMIT ?";
  private static final String ALL = "SELECT number, record FROM audit ORDER BY number";
  private static final String FORGET = "DELETE FROM audit WHERE number <= ?";

  /** The committer's own, so that numbers grow in the order of commits. */
  private long last;

  private FileOutbox(long last) {
    this.last = last;
  }

  /** Goes on behind what waits from before. */
  static FileOutbox of(SqlConnection connection) throws SQLException {
    return new FileOutbox(connection.number(LAST));
  }

  @Override
  public void add(SqlConnection connection, byte[] record) throws SQLException {
    PreparedStatement insert = connection.prepare(INSERT);
    insert.setLong(1, ++last);
    insert.setBytes(2, record);
    insert.executeUpdate();
  }

  @Override
  public List<Waiting> waiting(SqlConnection connection, long after, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(WAITING);
    select.setLong(1, after);
    select.setInt(2, limit);
    return Outbox.rows(select);
  }

  @Override
  public GroupTask<Boolean> forgetting(long upTo) {
    return new Forgetting(upTo);
  }

  /** The part of a check that looks at what waits. */
  static void check(SqlConnection connection, Findings findings) throws SQLException {
    try (ResultSet row = connection.prepare(ALL).executeQuery()) {
      while (row.next()) {
        try {
          var _ = AuditRecord.owning(row.getBytes(2));
        } catch (IllegalArgumentException e) {
          findings.problem("the waiting audit record " + row.getLong(1) + " is broken");
        }
      }
    }
  }

  /** Forgets all records up to a number. */
  private record Forgetting(long upTo) implements GroupTask<Boolean> {

    @Override
    public Boolean apply(SqlConnection connection) throws SQLException {
      PreparedStatement delete = connection.prepare(FORGET);
      delete.setLong(1, upTo);
      delete.executeUpdate();
      return true;
    }

    @Override
    public boolean freesSpace() {
      return true;
    }

    @Override
    public void publish(Boolean outcome) {}
  }
}
