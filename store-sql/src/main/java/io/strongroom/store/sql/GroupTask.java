package io.strongroom.store.sql;

import java.sql.SQLException;

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

  /** Tells what the outcome has touched of what servers keep in memory. */
  default void announce(R outcome, Announcement announcement) {}

  /** Makes the outcome visible to readers, after the flush and before the caller goes on. */
  void publish(R outcome);
}
