package io.strongroom.core.secret;

import java.time.Instant;

/** Whether a secret is in use or waits for its deletion. */
public sealed interface Lifecycle {

  /** The secret is in use. */
  record Active() implements Lifecycle {}

  /**
   * The secret answers no reads and takes no writes; it can be restored until it is purged.
   *
   * @param deleted when DeleteSecret was called
   * @param purge the end of the recovery window; the secret is not purged earlier
   */
  record DeletionScheduled(Instant deleted, Instant purge) implements Lifecycle {}

  /** Returns the state of a secret in use. */
  static Lifecycle active() {
    return new Active();
  }
}
