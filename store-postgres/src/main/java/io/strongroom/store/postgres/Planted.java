package io.strongroom.store.postgres;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;

/**
 * Faults that a test build has, to see that its checker notices them, a way of reading that a
 * benchmark compares, and formats of releases to come. Nobody else has a service of this kind on
 * the class path, and then there is none of that.
 */
public interface Planted {

  /** Tells whether reads go to a standby where there is one (against DBA-7). */
  default boolean readsStandby() {
    return false;
  }

  /** Tells whether a commit that was answered with a warning counts (against DBA-5). */
  default boolean ignoresWarnings() {
    return false;
  }

  /** Tells whether reads go on without a confirmed heartbeat (against DBA-8). */
  default boolean ignoresLease() {
    return false;
  }

  /**
   * Tells whether each call asks the primary by itself, by one of the connections for reads. That
   * is no fault: it is what one question for all who wait is measured against.
   */
  default boolean asksForEach() {
    return false;
  }

  /**
   * Returns scripts that each make one more format than this release knows, by additions alone.
   * With them a server is what a later release will be.
   */
  default List<String> laterFormats() {
    return List.of();
  }

  /** Returns what this build has. */
  static Planted ofThisBuild() {
    return ServiceLoader.load(Planted.class).findFirst().orElse(new None());
  }

  /**
   * Returns scripts for {@link #laterFormats}: each adds a column to a table that is always in use,
   * an index on it, and a table.
   *
   * @param count how many formats more than this release knows
   */
  static List<String> additions(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number ->
                """
                ALTER TABLE secret ADD COLUMN later_%1$d text NOT NULL DEFAULT '';
                CREATE INDEX secret_by_later_%1$d ON secret (later_%1$d);
                CREATE TABLE later_%1$d (one integer NOT NULL PRIMARY KEY);
                """
                    .formatted(number))
        .toList();
  }

  /** No fault. */
  record None() implements Planted {}
}
