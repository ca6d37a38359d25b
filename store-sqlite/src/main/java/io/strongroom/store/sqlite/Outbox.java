package io.strongroom.store.sqlite;

import io.strongroom.core.audit.AuditOutbox.Waiting;
import io.strongroom.core.audit.AuditRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The table of records that wait to be taken into the audit log. A record goes in with the change
 * that it tells of, in one transaction, and goes out once it is flushed elsewhere.
 */
final class Outbox {
  private static final String LAST = "SELECT max(number) FROM audit";
  private static final String INSERT = "INSERT INTO audit (number, record) VALUES (?, ?)";
  private static final String WAITING =
      "SELECT number, record FROM audit WHERE number > ? ORDER BY number LIMIT ?";
  private static final String ALL = "SELECT number, record FROM audit ORDER BY number";
  private static final String FORGET = "DELETE FROM audit WHERE number <= ?";

  /** The committer's own, so that numbers grow in the order of commits. */
  private long last;

  private Outbox(long last) {
    this.last = last;
  }

  /** Goes on behind what waits from before. */
  static Outbox of(SqlConnection connection) throws SQLException {
    return new Outbox(connection.number(LAST));
  }

  /** Returns a task that stores records with what {@code task} stores, if it does. */
  <R> GroupTask<R> recording(GroupTask<R> task, List<byte[]> records, Predicate<R> stored) {
    return new Recording<>(this, task, records, stored);
  }

  private void add(SqlConnection connection, byte[] record) throws SQLException {
    PreparedStatement insert = connection.prepare(INSERT);
    insert.setLong(1, ++last);
    insert.setBytes(2, record);
    insert.executeUpdate();
  }

  /** Returns records behind a number, at most {@code limit}. */
  static List<Waiting> waiting(SqlConnection connection, long after, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(WAITING);
    select.setLong(1, after);
    select.setInt(2, limit);
    List<Waiting> waiting = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        waiting.add(new Waiting(row.getLong(1), AuditRecord.owning(row.getBytes(2))));
      }
    } catch (IllegalArgumentException e) {
      throw Failures.damaged("a record of the audit log", e);
    }
    return waiting;
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

  private record Recording<R>(
      Outbox outbox, GroupTask<R> task, List<byte[]> records, Predicate<R> stored)
      implements GroupTask<R> {

    @Override
    public R apply(SqlConnection connection) throws SQLException {
      R outcome = task.apply(connection);
      if (stored.test(outcome)) {
        for (byte[] json : records) {
          outbox.add(connection, json);
        }
      }
      return outcome;
    }

    @Override
    public boolean freesSpace() {
      return task.freesSpace();
    }

    @Override
    public void publish(R outcome) {
      task.publish(outcome);
    }
  }

  /** Forgets all records up to a number. */
  record Forgetting(long upTo) implements GroupTask<Boolean> {

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
