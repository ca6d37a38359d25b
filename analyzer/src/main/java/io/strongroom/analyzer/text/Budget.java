package io.strongroom.analyzer.text;

import java.time.Duration;

/** What a proof may still take. Used by one thread. */
public final class Budget {
  private static final int STEPS_BETWEEN_LOOKS = 4_096;

  /** What a state of a search takes beside its words: an object, an array, a place in a set. */
  private static final int BYTES_OF_STATE = 160;

  private final long end;
  private final long memory;
  private int sinceLook;

  /**
   * Begins to count now.
   *
   * @param time how long the proof may take
   * @param memory how much one search may keep, in bytes
   */
  public Budget(Duration time, long memory) {
    this.end = System.nanoTime() + time.toNanos();
    this.memory = memory;
  }

  /**
   * Takes some steps.
   *
   * @throws OutOfBudgetException if the time is over
   */
  public void take(int steps) {
    sinceLook += steps;
    if (sinceLook >= STEPS_BETWEEN_LOOKS) {
      sinceLook = 0;
      if (System.nanoTime() - end > 0) {
        throw new OutOfBudgetException("the time for the proof was over");
      }
    }
  }

  /**
   * Holds a search to its bound.
   *
   * @param kept how many states it keeps
   * @param words of how many words each is
   * @throws OutOfBudgetException if that is too much
   */
  void hold(int kept, int words) {
    if ((long) kept * (BYTES_OF_STATE + (long) words * Long.BYTES) > memory) {
      throw new OutOfBudgetException("its patterns need more memory than a proof has");
    }
  }
}
