package io.strongroom.store.postgres;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a later release is to the database: this one with more formats, each of which adds a column
 * to a busy table, an index and a table.
 *
 * @param laterFormats a script for each format
 */
record LaterRelease(List<String> laterFormats) implements Planted {

  /** Returns the release that knows {@code count} formats more than this one. */
  static LaterRelease by(int count) {
    return new LaterRelease(
        IntStream.rangeClosed(1, count)
            .mapToObj(
                number ->
                    """
                    ALTER TABLE secret ADD COLUMN later_%1$d text NOT NULL DEFAULT '';
                    CREATE INDEX secret_by_later_%1$d ON secret (later_%1$d);
                    CREATE TABLE later_%1$d (one integer NOT NULL PRIMARY KEY);
                    """
                        .formatted(number))
            .toList());
  }

  @Override
  public boolean readsStandby() {
    return false;
  }

  @Override
  public boolean ignoresWarnings() {
    return false;
  }

  @Override
  public boolean ignoresLease() {
    return false;
  }

  @Override
  public boolean asksForEach() {
    return false;
  }
}
