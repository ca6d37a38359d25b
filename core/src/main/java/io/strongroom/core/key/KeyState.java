package io.strongroom.core.key;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a key can be used. Other states that the service has belong to keys that this server does
 * not offer.
 *
 * <p>Source: KMS developer guide, "Key states of AWS KMS keys".
 */
public sealed interface KeyState {

  /** Returns the name on the wire. */
  String wireName();

  /** The key encrypts and decrypts. */
  record Enabled() implements KeyState {
    @Override
    public String wireName() {
      return "Enabled";
    }
  }

  /** The key does nothing until it is enabled again. */
  record Disabled() implements KeyState {
    @Override
    public String wireName() {
      return "Disabled";
    }
  }

  /**
   * The key is destroyed at a date, unless that is cancelled before.
   *
   * @param date when it may be destroyed, not before
   * @param windowDays how many days that was from when it was asked for
   */
  record PendingDeletion(Instant date, int windowDays) implements KeyState {

    /** The shortest time to think again, in days. */
    public static final int MIN_DAYS = 7;

    /** The longest time to think again, in days, which is the usual one too. */
    public static final int MAX_DAYS = 30;

    /** Begins the time to think again. */
    public static PendingDeletion from(Instant now, int windowDays) {
      return new PendingDeletion(now.plus(Duration.ofDays(windowDays)), windowDays);
    }

    @Override
    public String wireName() {
      return "PendingDeletion";
    }
  }
}
