package io.strongroom.cli.policy;

/** How a command ends, for scripts. That it cannot begin is exit code 2. */
public enum Outcome {
  /** Nothing to worry about was found, by proof. */
  GOOD(0),
  /** Something was found, and shown. */
  FINDING(1),
  /** It was not found out in time; to be treated as a finding. */
  UNKNOWN(3);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** Returns the exit code. */
  public int code() {
    return code;
  }

  /** Returns the worse of two; a finding is certain, and so worse than what is not known. */
  Outcome and(Outcome other) {
    if (this == FINDING || other == FINDING) {
      return FINDING;
    }
    return this == UNKNOWN ? this : other;
  }
}
