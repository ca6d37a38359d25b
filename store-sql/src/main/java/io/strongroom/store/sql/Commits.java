package io.strongroom.store.sql;

/** Commits tasks one after the other, or several at once as if so. May be used by many threads. */
public interface Commits {

  /**
   * Commits {@code task} and returns its outcome once it is durable and visible.
   *
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if nothing was stored;
   *     InternalServiceError if the outcome is unknown
   * @throws IllegalStateException if the store is closed
   */
  <R> R commit(GroupTask<R> task);

  /**
   * Has readers of the database see everything that was committed before. What is found in memory
   * is always up to date; this is for queries over many rows.
   *
   * @throws io.strongroom.core.error.ServiceException as {@link #commit}
   */
  default void settle() {}

  /** Throws what every call gets once the store can neither be read nor changed any more. */
  void requireOpen();
}
