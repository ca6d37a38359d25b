package io.strongroom.store.sql;

import io.strongroom.core.audit.AuditOutbox.Waiting;
import io.strongroom.core.audit.AuditRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The table of records that wait to be taken into the audit log. A record goes in with the change
 * that it tells of, in one transaction.
 */
public interface Outbox {

  /** Adds a record to what goes in with the group under way. */
  void add(AuditRecord record);

  /** Returns records behind a number, at most {@code limit}. */
  List<Waiting> waiting(SqlConnection connection, long after, int limit) throws SQLException;

  /** Returns a task after which no record up to a number waits any more. */
  GroupTask<Boolean> forgetting(long upTo);

  /** Returns a task that stores records with what {@code task} stores, if it does. */
  default <R> GroupTask<R> recording(
      GroupTask<R> task, List<AuditRecord> records, Predicate<R> stored) {
    return new Recording<>(this, task, records, stored);
  }

  /** Reads rows of a number and a record. */
  static List<Waiting> rows(PreparedStatement select) throws SQLException {
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

  /** Stores records with a change. */
  record Recording<R>(
      Outbox outbox, GroupTask<R> task, List<AuditRecord> records, Predicate<R> stored)
      implements GroupTask<R> {

    @Override
    public R apply(SqlConnection connection) throws SQLException {
      R outcome = task.apply(connection);
      if (stored.test(outcome)) {
        records.forEach(outbox::add);
      }
      return outcome;
    }

    @Override
    public @Nullable R accept() {
      R outcome = task.accept();
      if (outcome != null && stored.test(outcome)) {
        records.forEach(outbox::add);
      }
      return outcome;
    }

    @Override
    public void applyAccepted(SqlConnection connection) throws SQLException {
      task.applyAccepted(connection);
    }

    @Override
    public boolean freesSpace() {
      return task.freesSpace();
    }

    @Override
    public boolean redo(R outcome, RedoBuffer out) {
      boolean kept = task.redo(outcome, out);
      if (kept && stored.test(outcome)) {
        records.forEach(record -> Redo.putRecord(out, record));
      }
      return kept;
    }

    @Override
    public void announce(R outcome, Announcement announcement) {
      task.announce(outcome, announcement);
    }

    @Override
    public void publish(R outcome) {
      task.publish(outcome);
    }
  }
}
