package io.strongroom.keys;

/**
 * A ciphertext does not open: it is malformed, was changed, belongs to another owner or store, or
 * was sealed under another key. Which of these it was is said only as far as it is visible without
 * a key. The message holds no values, and there is no stack trace: this is an answer about data.
 */
public final class OpenException extends Exception {
  private static final long serialVersionUID = 1L;

  OpenException(String message) {
    super(message, null, false, false);
  }
}
