package io.strongroom.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many records a minute those may leave who have not proved who they are. What is beyond is
 * counted by its error, so that nobody can fill a disk from outside (requirements THR-2, AUD-1).
 */
final class StrangerBudget {
  private final int perMinute;
  private Instant minute = Instant.EPOCH;
  private int taken;
  private Instant countedSince = Instant.EPOCH;
  private final SortedMap<String, Long> counts = new TreeMap<>();

  /** Allows {@code perMinute} records, 0 or more. */
  StrangerBudget(int perMinute) {
    this.perMinute = perMinute;
  }

  /**
   * What was counted instead of recorded.
   *
   * @param since the minute of the first of them
   * @param counts how many by error code
   */
  record Overflow(Instant since, SortedMap<String, Long> counts) {
    long total() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Takes one record of the minute, and tells whether there was one left. */
  synchronized boolean take(Instant now) {
    Instant current = now.truncatedTo(ChronoUnit.MINUTES);
    if (!current.equals(minute)) {
      minute = current;
      taken = 0;
    }
    return taken < perMinute && taken++ < perMinute;
  }

  /**
   * Counts one that is not recorded.
   *
   * @param code an error code of this server, of which there are few
   */
  synchronized void count(String code) {
    if (counts.isEmpty()) {
      countedSince = minute;
    }
    counts.merge(code, 1L, Long::sum);
  }

  /** Returns what was counted, and forgets it, once its minute is over; else null. */
  synchronized @Nullable Overflow drain(Instant now) {
    if (counts.isEmpty() || now.isBefore(countedSince.plus(1, ChronoUnit.MINUTES))) {
      return null;
    }
    Overflow overflow = new Overflow(countedSince, new TreeMap<>(counts));
    counts.clear();
    return overflow;
  }

  /** Counts again what could not be recorded. */
  synchronized void putBack(Overflow overflow) {
    countedSince = overflow.since();
    overflow.counts().forEach((code, count) -> counts.merge(code, count, Long::sum));
  }
}
