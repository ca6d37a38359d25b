package io.strongroom.store.sql.move;

import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.StoreOpenException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves a store. A pass walks both ends in the order of keys and makes the target what the source
 * is; what was copied already costs a look. So a move that was interrupted goes on where it was, a
 * pass while servers go on makes the next one short, and a pass that finds no difference is the
 * proof that there is none.
 */
public final class Move {

  /** How many changes are committed at once. */
  private static final int BATCH = 1_000;

  private final MoveSource source;
  private final MoveTarget target;
  private final List<Row> late = new ArrayList<>();
  private long changed;
  private int uncommitted;

  /** Moves {@code source} to {@code target}. */
  public Move(MoveSource source, MoveTarget target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Makes the target what the source is at about this time.
   *
   * @return how many rows differed
   */
  public long copy() throws SQLException {
    changed = 0;
    uncommitted = 0;
    target.begin();
    for (Table table : Table.ALL) {
      copy(table);
    }
    target.commit();
    return changed;
  }

  private void copy(Table table) throws SQLException {
    RowCursor from = new RowCursor(source.connection(), table);
    RowCursor to = new RowCursor(target.connection(), table);
    Row next = from.peek();
    Row there = to.peek();
    while (next != null || there != null) {
      int compared = next == null ? 1 : there == null ? -1 : next.compareKey(there);
      if (compared > 0) {
        delete(there);
      } else if (compared < 0) {
        later(next);
      } else if (!table.stays() && next != null && there != null && !next.isSame(there)) {
        delete(there);
        later(next);
      }
      if (compared <= 0) {
        from.skip();
        next = from.peek();
      }
      if (compared >= 0) {
        to.skip();
        there = to.peek();
      }
    }
    insertLate();
  }

  /**
   * Names can have changed hands, so rows are added when those are gone that were in their way; but
   * not all of them are kept for that.
   */
  private void later(@Nullable Row row) throws SQLException {
    if (row == null) {
      return;
    }
    late.add(row);
    if (late.size() == BATCH) {
      insertLate();
    }
  }

  private void insertLate() throws SQLException {
    for (Row row : late) {
      insert(row);
    }
    late.clear();
  }

  private void insert(Row row) throws SQLException {
    Row whole = row.table().stays() ? RowCursor.whole(source.connection(), row) : row;
    if (whole == null) {
      return;
    }
    PreparedStatement insert = target.connection().prepare(whole.table().insert());
    whole.bind(insert, whole.table().columns().size());
    insert.executeUpdate();
    count();
  }

  private void delete(@Nullable Row row) throws SQLException {
    if (row == null) {
      return;
    }
    PreparedStatement delete = target.connection().prepare(row.table().delete());
    row.bind(delete, row.table().keyLength());
    delete.executeUpdate();
    count();
  }

  private void count() throws SQLException {
    changed++;
    if (++uncommitted == BATCH) {
      target.commit();
      target.begin();
      uncommitted = 0;
    }
  }

  /**
   * Copies the last changes of a source that nobody uses any more, makes sure that there is no
   * difference and that everything opens, and makes the target the store.
   *
   * @return what a check of the target counted
   * @throws StoreOpenException if the two differ, or something does not open; the target is no
   *     store then
   */
  public CheckReport finish(MoveCheck check) throws SQLException, StoreOpenException {
    long last = copy();
    while (last > 0) {
      last = copy();
    }
    CheckReport report = check.of(target.connection());
    if (!report.isWhole()) {
      throw new StoreOpenException(
          "what was moved is damaged: " + String.join("; ", report.problems()));
    }
    target.finish();
    return report;
  }
}
