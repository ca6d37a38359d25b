package io.strongroom.store.sql;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A store cannot be made, opened or checked as things are. The message is one line for the
 * operator; it names the store and what is wrong with it.
 */
public class StoreOpenException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public StoreOpenException(String message) {
    super(message);
  }

  /** Says what is wrong, and what has shown it. */
  public StoreOpenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
