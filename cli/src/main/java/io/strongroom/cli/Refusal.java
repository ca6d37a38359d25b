package io.strongroom.cli;

import java.io.Serial;

/** Ends a command with one line that says what is wrong, and exit code 2. */
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  Refusal(String reason) {
    super(reason);
  }

  Refusal(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
