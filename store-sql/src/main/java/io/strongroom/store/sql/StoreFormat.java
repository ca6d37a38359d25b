package io.strongroom.store.sql;

/**
 * What a store says of its format (requirement PRM-12). A release has a format too: the newest one
 * that it knows.
 *
 * @param format the format of the tables, from 1
 * @param servesFrom the oldest format whose releases may still serve the store, 1 to {@code
 *     format}; less than {@code format} until the last step is finalised
 */
public record StoreFormat(int format, int servesFrom) {

  /** Returns that of a store which only releases of its own format and newer ones may serve. */
  static StoreFormat finalOf(int format) {
    return new StoreFormat(format, format);
  }

  /** Tells whether no older release may serve the store. */
  public boolean isFinal() {
    return servesFrom == format;
  }

  /** Says it for people. */
  @Override
  public String toString() {
    return isFinal()
        ? "format " + format + ", final"
        : "format %d, not final: releases from format %d on may serve it"
            .formatted(format, servesFrom);
  }
}
