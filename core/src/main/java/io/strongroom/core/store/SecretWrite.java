package io.strongroom.core.store;

import io.strongroom.core.secret.Secret;
import io.strongroom.keys.Envelope;
import java.util.List;

/** One secret's part of a change. Envelopes are added under numbers that the store handed out. */
public sealed interface SecretWrite {

  /** Returns the secret as it will be, or as it was last. */
  Secret secret();

  /** Stores a secret whose name is free in its account and region. */
  record Insert(Secret secret, List<Added> added) implements SecretWrite {}

  /**
   * Replaces a secret that still has the revision of {@code secret}.
   *
   * @param added the envelopes of new versions
   * @param removed the numbers of envelopes that no version refers to any more
   */
  record Update(Secret secret, List<Added> added, List<Long> removed) implements SecretWrite {}

  /** Forgets a secret that still has the revision of {@code secret}, and all its envelopes. */
  record Delete(Secret secret) implements SecretWrite {}

  /** An envelope and the number it is kept under. */
  record Added(long number, Envelope envelope) {}

  /** Replaces {@code before} by {@code next}, with the envelopes that this adds and drops. */
  static SecretWrite replacing(Secret before, Secret next, List<Added> added) {
    return new Update(next, added, forgotten(before, next));
  }

  /** Returns the numbers of envelopes that {@code before} refers to and {@code next} does not. */
  static List<Long> forgotten(Secret before, Secret next) {
    return before.versions().numbersNotIn(next.versions());
  }
}
