package io.strongroom.cluster.load;

import io.strongroom.cluster.history.Operation.Outcome;

/** How long a process rests after a call: the machine is shared with what is put to the proof. */
final class Pace {
  private static final long AFTER_ANSWER_MILLIS = 25;
  private static final long AFTER_FAILURE_MILLIS = 100;

  void after(Outcome outcome) {
    try {
      Thread.sleep(outcome == Outcome.OK ? AFTER_ANSWER_MILLIS : AFTER_FAILURE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts clients", e);
    }
  }
}
