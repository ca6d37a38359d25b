package io.strongroom.store.sql;

import io.strongroom.core.secret.Secret;
import io.strongroom.keys.Envelope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What was committed and is not yet seen by readers of the database: the last state of each secret
 * and all envelopes, in a transaction that stays open while a journal keeps them. Reads that find
 * nothing in a cache look here before they go to the database. Changed by one thread at a time, in
 * the order of commits.
 */
public final class Unsettled {
  private final ConcurrentMap<Place, State<Secret>> secrets = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, State<Envelope>> envelopes = new ConcurrentHashMap<>();

  /** Whether any of it has changed when something is to be done for a secret. */
  private volatile boolean dated;

  /** The last state of something, or null where it is gone. */
  record State<T>(Caches.@Nullable Sized<T> value) {}

  /** Makes an empty one. */
  public Unsettled() {}

  /** Forgets everything, now that readers of the database see it. */
  public void clear() {
    secrets.clear();
    envelopes.clear();
    dated = false;
  }

  /** Takes in that it has changed when something is to be done for a secret. */
  void changeDates() {
    dated = true;
  }

  /** Tells whether readers of the database miss when something is to be done for a secret. */
  boolean hasDates() {
    return dated;
  }

  /** Takes in the state of a secret, or null for one that is gone. */
  void put(Place place, Caches.@Nullable Sized<Secret> secret) {
    secrets.put(place, new State<>(secret));
  }

  /** Takes in an envelope, or null for one that is gone. */
  void put(long number, Caches.@Nullable Sized<Envelope> envelope) {
    envelopes.put(number, new State<>(envelope));
  }

  /** Returns the state of a place, or null if nothing is known of it. */
  @Nullable State<Secret> secret(Place place) {
    return secrets.get(place);
  }

  /** Returns the state of an envelope, or null if nothing is known of it. */
  @Nullable State<Envelope> envelope(long number) {
    return envelopes.get(number);
  }
}
