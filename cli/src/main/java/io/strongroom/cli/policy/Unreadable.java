package io.strongroom.cli.policy;

import java.io.Serial;

/** Says in one line that something that was given cannot be read, or is not what it should be. */
public final class Unreadable extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Says so; the reason is one line. */
  public Unreadable(String reason) {
    super(reason);
  }
}
