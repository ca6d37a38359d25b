package io.strongroom.store.postgres;

import java.util.List;

/**
 * What a later release is to the database: this one with more formats.
 *
 * @param laterFormats a script for each format
 */
record LaterRelease(List<String> laterFormats) implements Planted {

  /** Returns the release that knows {@code count} formats more than this one. */
  static LaterRelease by(int count) {
    return new LaterRelease(Planted.additions(count));
  }
}
