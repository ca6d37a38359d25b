package io.strongroom.cluster.check;

import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value: the write of it, in one or more attempts, and the reads that returned it. It was the
 * value of the secret at {@link #seen()} at the latest, and at {@link #wanted()} at the earliest
 * still or already.
 */
final class Written {
  /** The end of what may be done at any time. */
  private static final long NEVER = Long.MAX_VALUE;

  private final String value;
  private final @Nullable String version;
  private final List<Operation> reads = new ArrayList<>();
  private Outcome outcome = Outcome.REFUSED;
  private long start = NEVER;
  private long end = NEVER;
  private long firstEnd = NEVER;
  private long lastStart = Long.MIN_VALUE;

  Written(String value, @Nullable String version) {
    this.value = value;
    this.version = version;
  }

  void addAttempt(Operation attempt) {
    if (attempt.outcome() == Outcome.REFUSED) {
      return;
    }
    start = Math.min(start, attempt.start());
    if (attempt.outcome() == Outcome.OK) {
      outcome = Outcome.OK;
      end = Math.min(end, attempt.end());
    } else if (outcome == Outcome.REFUSED) {
      outcome = Outcome.UNKNOWN;
    }
  }

  void addRead(Operation read) {
    reads.add(read);
    firstEnd = Math.min(firstEnd, read.end());
    lastStart = Math.max(lastStart, read.start());
  }

  /** When the first operation with this value had ended. */
  long seen() {
    return Math.min(end, firstEnd);
  }

  /** When the last operation with this value began. */
  long wanted() {
    return Math.max(start, lastStart);
  }

  /** Whether nothing can be said of it: it may never have been done. */
  boolean isIdle() {
    return outcome != Outcome.OK && reads.isEmpty();
  }

  /** Whether an operation with this value had to come before one with the other. */
  boolean precedes(Written other) {
    return seen() < other.wanted();
  }

  /** Whether its write had ended before the other's began. */
  boolean wasWrittenBefore(Written other) {
    return end < other.start;
  }

  /** Whether it is known to have been in place before the other was begun to be written. */
  boolean wasSeenBefore(Written other) {
    return seen() < other.start;
  }

  String value() {
    return value;
  }

  @Nullable String version() {
    return version;
  }

  Outcome outcome() {
    return outcome;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  List<Operation> reads() {
    return reads;
  }

  @Override
  public String toString() {
    String until = end == NEVER ? "?" : Long.toString(end);
    return "write of " + value + " [" + start + ", " + until + "] " + outcome;
  }
}
