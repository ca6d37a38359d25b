package io.strongroom.keys;

import java.util.Objects;

/**
 * A root key file cannot be read or written as it is. The message is one line for the operator; it
 * names the file and what is wrong with it, never its content.
 */
public final class RootKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  RootKeyException(String message) {
    super(message);
  }

  RootKeyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the line for the operator. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
