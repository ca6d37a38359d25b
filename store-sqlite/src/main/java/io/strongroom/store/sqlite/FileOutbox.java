package io.strongroom.store.sqlite;

import io.strongroom.core.audit.AuditOutbox.Waiting;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.store.sql.Findings;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.Outbox;
import io.strongroom.store.sql.RedoBuffer;
import io.strongroom.store.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The outbox of the one server that a file has: what was taken is removed.
 *
 * <p>While the journal keeps a record it waits in memory, and goes into the table only if it still
 * waits when the database is committed. Most are in the audit log by then.
 */
final class FileOutbox implements Outbox {
  private static final String LAST = "SELECT max(number) FROM audit";
  private static final String INSERT = "INSERT INTO audit (number, record) VALUES (?, ?)";
  private static final String WAITING =
      "SELECT number, record FROM audit WHERE number > ? ORDER BY number LIMIT ?";
  private static final String ALL = "SELECT number, record FROM audit ORDER BY number";
  private static final String FORGET = "DELETE FROM audit WHERE number <= ?";

  /** Records of the group under way, which may yet be rolled back; the committer's own. */
  private final List<Row> staged = new ArrayList<>();

  /** Records that the journal keeps, in order. Guarded by this. */
  private final Deque<Row> unsettled = new ArrayDeque<>();

  /** The last number that may be in the table, or 0 if the table is empty. Guarded by this. */
  private long lastInTable;

  /** The committer's own, so that numbers grow in the order of commits. */
  private long last;

  private record Row(long number, AuditRecord record) {}

  private FileOutbox(long last) {
    this.last = last;
    this.lastInTable = last;
  }

  /** Goes on behind what waits from before. */
  static FileOutbox of(SqlConnection connection) throws SQLException {
    return new FileOutbox(connection.number(LAST));
  }

  @Override
  public void add(AuditRecord record) {
    staged.add(new Row(++last, record));
  }

  /** Forgets the records of the group under way. */
  void unstage() {
    last -= staged.size();
    staged.clear();
  }

  /** Forgets the records of a group that was rolled back, with all that was not committed. */
  void rolledBack() {
    unstage();
    synchronized (this) {
      // A deletion may have been rolled back as well.
      lastInTable = last;
    }
  }

  /** Returns what shows the records of a group, once the journal keeps it. */
  Runnable publishing() {
    List<Row> rows = List.copyOf(staged);
    staged.clear();
    return () -> publish(rows);
  }

  private synchronized void publish(List<Row> rows) {
    unsettled.addAll(rows);
  }

  /**
   * Puts all records that wait into the table, in a transaction that is about to be committed.
   *
   * @return the number of the last one, or 0 if there are none
   */
  long settle(SqlConnection connection) throws SQLException {
    List<Row> rows;
    synchronized (this) {
      rows = new ArrayList<>(unsettled);
    }
    rows.addAll(staged);
    PreparedStatement insert = connection.prepare(INSERT);
    for (Row row : rows) {
      insert.setLong(1, row.number());
      insert.setBytes(2, row.record().bytes());
      insert.executeUpdate();
    }
    return rows.isEmpty() ? 0 : rows.getLast().number();
  }

  /** Leaves the records up to a number to the table, in which they are committed. */
  synchronized void settled(long upTo) {
    if (upTo > 0) {
      lastInTable = upTo;
      unsettled.removeIf(row -> row.number() <= upTo);
      staged.removeIf(row -> row.number() <= upTo);
    }
  }

  /** Records leave memory for the table only once they are committed there, so none is missed. */
  @Override
  public List<Waiting> waiting(SqlConnection connection, long after, int limit)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    long firstInMemory = Long.MAX_VALUE;
    boolean inTable;
    synchronized (this) {
      for (Row row : unsettled) {
        firstInMemory = Math.min(firstInMemory, row.number());
        if (row.number() > after && rows.size() < limit) {
          rows.add(row);
        }
      }
      inTable = lastInTable > after;
    }
    List<Waiting> waiting = new ArrayList<>();
    if (inTable) {
      PreparedStatement select = connection.prepare(WAITING);
      select.setLong(1, after);
      select.setInt(2, limit);
      for (Waiting each : Outbox.rows(select)) {
        if (each.number() < firstInMemory) {
          waiting.add(each);
        }
      }
    }
    for (Row row : rows) {
      if (waiting.size() < limit) {
        waiting.add(new Waiting(row.number(), row.record()));
      }
    }
    return waiting;
  }

  @Override
  public GroupTask<Boolean> forgetting(long upTo) {
    return new Forgetting(upTo);
  }

  private void forget(SqlConnection connection, long upTo) throws SQLException {
    boolean inTable;
    synchronized (this) {
      while (!unsettled.isEmpty() && unsettled.getFirst().number() <= upTo) {
        unsettled.removeFirst();
      }
      inTable = lastInTable > 0;
      if (upTo >= lastInTable) {
        lastInTable = 0;
      }
    }
    if (inTable) {
      PreparedStatement delete = connection.prepare(FORGET);
      delete.setLong(1, upTo);
      delete.executeUpdate();
    }
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
  private final class Forgetting implements GroupTask<Boolean> {
    private final long upTo;

    Forgetting(long upTo) {
      this.upTo = upTo;
    }

    @Override
    public Boolean apply(SqlConnection connection) throws SQLException {
      forget(connection, upTo);
      return true;
    }

    @Override
    public boolean freesSpace() {
      return true;
    }

    @Override
    public Boolean accept() {
      return true;
    }

    @Override
    public void applyAccepted(SqlConnection connection) throws SQLException {
      forget(connection, upTo);
    }

    /** A record that a crash brings back is known to the audit log by its id. */
    @Override
    public boolean redo(Boolean outcome, RedoBuffer out) {
      return true;
    }

    @Override
    public void publish(Boolean outcome) {}
  }
}
