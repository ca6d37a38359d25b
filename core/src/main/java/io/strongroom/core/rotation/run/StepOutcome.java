package io.strongroom.core.rotation.run;

/** How a step ended. */
public sealed interface StepOutcome {

  /** The function came back without an error. */
  record Done() implements StepOutcome {}

  /**
   * The function failed, or could not be called.
   *
   * @param permanence whether trying again soon can help
   * @param reason why, for the log of the server: no value, nothing that a function wrote
   */
  record Failed(Permanence permanence, String reason) implements StepOutcome {}

  /** Whether trying again soon can help. */
  enum Permanence {
    /** The next attempt may go better. */
    PASSING,
    /** Somebody must change something first: no such function, no permission. */
    LASTING
  }
}
