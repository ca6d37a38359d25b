package io.strongroom.store.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What one caller wants stored. The committer runs it inside the transaction of a group.
 *
 * @param <R> what became of it, never null
 */
public interface GroupTask<R> {

  /**
   * Writes all of it or nothing. Whatever is thrown fails the whole group; that something is not as
   * the caller believed is an outcome, not an exception.
   */
  R apply(SqlConnection connection) throws SQLException;

  /** Tells whether this only makes room, so that it may use the last of the space. */
  default boolean freesSpace() {
    return false;
  }

  /**
   * Puts what makes the outcome again after a crash, for stores that keep a journal.
   *
   * @return whether the outcome is durable once what was put is; if not, only the commit of the
   *     transaction makes it so
   */
  default boolean redo(R outcome, RedoBuffer out) {
    return false;
  }

  /**
   * Finds out from memory what {@link #apply} would return, for stores that keep a journal and
   * cannot ask the database just now. Tasks are asked in the order in which they will be applied.
   *
   * @return null if only the database can tell
   */
  default @Nullable R accept() {
    return null;
  }

  /** Writes what was accepted, before anything that was not. */
  default void applyAccepted(SqlConnection connection) throws SQLException {
    throw new IllegalStateException("a task that is never accepted");
  }

  /** Tells what the outcome has touched of what servers keep in memory. */
  default void announce(R outcome, Announcement announcement) {}

  /** Makes the outcome visible to readers, after the flush and before the caller goes on. */
  void publish(R outcome);
}
