package io.strongroom.analyzer.text;

/** A proof took more than it may. Says nothing about what would have come out. */
public final class OutOfBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfBudgetException(String reason) {
    super(reason, null, false, false);
  }

  /** Returns what ran out, as a sentence's end. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
