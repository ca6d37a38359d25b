package io.strongroom.rotators;

import java.io.Serial;

/**
 * Ends a step without success. The text is fit for logs: it names keys, states and codes, and never
 * a part of a value, nor what a database said, because that may quote the statement it refused.
 */
public final class RotationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** What helps against a failure. */
  public enum Failure {
    /** Somebody has to change something first. */
    PERMANENT,
    /** The same step may succeed later. */
    RETRYABLE
  }

  private final Failure failure;

  private RotationException(Failure failure, String message) {
    super(message, null, false, false);
    this.failure = failure;
  }

  /** Makes a failure that stays until somebody changes the secret, the target or a permission. */
  public static RotationException permanent(String message) {
    return new RotationException(Failure.PERMANENT, message);
  }

  /** Makes a failure that may be gone at the next attempt. */
  public static RotationException retryable(String message) {
    return new RotationException(Failure.RETRYABLE, message);
  }

  /** Returns what helps. */
  public Failure failure() {
    return failure;
  }

  /** Returns the text for the log; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
