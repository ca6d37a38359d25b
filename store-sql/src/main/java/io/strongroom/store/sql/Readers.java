package io.strongroom.store.sql;

import org.jspecify.annotations.Nullable;

/** Connections for reading. May be used by many threads. */
@FunctionalInterface
public interface Readers {

  /**
   * Runs {@code query} on a connection of its own, which sees all that was committed before.
   *
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if no connection is to be
   *     had in time; InternalServiceError if the database cannot be read
   */
  <R extends @Nullable Object> R read(Query<R> query);
}
