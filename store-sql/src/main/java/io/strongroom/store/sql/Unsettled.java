package io.strongroom.store.sql;

import io.strongroom.core.secret.Secret;
import io.strongroom.keys.Envelope;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What was committed and is not yet seen by readers of the database: the last state of each secret
 * and all envelopes, in a transaction that stays open while a journal keeps them. Reads that find
 * nothing in a cache look here before they go to the database. Changed by one thread at a time, in
 * the order of commits.
 *
 * <p>There are two layers: of the transaction that is being committed, and of the one behind it.
 */
public final class Unsettled {
  private static final Layer NOTHING = new Layer();

  /** In this order, so that who looks into both never misses what moves from one to the other. */
  private volatile Layer newer = new Layer();

  private volatile Layer older = NOTHING;

  /** What accepted changes will leave; the committer's own. */
  private final Map<Place, Secret> accepted = new HashMap<>();

  /** The last state of something, or null where it is gone. */
  record State<T>(Caches.@Nullable Sized<T> value) {}

  /** What one transaction has changed. */
  private static final class Layer {
    final ConcurrentMap<Place, State<Secret>> secrets = new ConcurrentHashMap<>();
    final ConcurrentMap<Long, State<Envelope>> envelopes = new ConcurrentHashMap<>();

    /** Whether any of it has changed when something is to be done for a secret. */
    volatile boolean dated;
  }

  /** Makes an empty one. */
  public Unsettled() {}

  /** Begins another layer, now that a transaction is being committed. */
  public void turn() {
    older = newer;
    newer = new Layer();
  }

  /** Forgets what was there before the last {@link #turn}, now that it is committed. */
  public void forgetOlder() {
    older = NOTHING;
  }

  /** Forgets what accepted changes leave, now that the database can be asked. */
  public void forgetAccepted() {
    accepted.clear();
  }

  /** Forgets everything, now that readers of the database see it. */
  public void clear() {
    turn();
    forgetOlder();
  }

  /** Takes in that it has changed when something is to be done for a secret. */
  void changeDates() {
    newer.dated = true;
  }

  /** Tells whether readers of the database miss when something is to be done for a secret. */
  boolean hasDates() {
    return newer.dated || older.dated;
  }

  /** Takes in what an accepted change will leave in a place. */
  void accept(Place place, Secret next) {
    accepted.put(place, next);
  }

  /** Returns what accepted changes will leave in a place, or null if there are none. */
  @Nullable Secret accepted(Place place) {
    return accepted.get(place);
  }

  /** Takes in the state of a secret, or null for one that is gone. */
  void put(Place place, Caches.@Nullable Sized<Secret> secret) {
    newer.secrets.put(place, new State<>(secret));
  }

  /** Takes in an envelope, or null for one that is gone. */
  void put(long number, Caches.@Nullable Sized<Envelope> envelope) {
    newer.envelopes.put(number, new State<>(envelope));
  }

  /** Returns the state of a place, or null if nothing is known of it. */
  @Nullable State<Secret> secret(Place place) {
    State<Secret> found = newer.secrets.get(place);
    return found != null ? found : older.secrets.get(place);
  }

  /** Returns the state of an envelope, or null if nothing is known of it. */
  @Nullable State<Envelope> envelope(long number) {
    State<Envelope> found = newer.envelopes.get(number);
    return found != null ? found : older.envelopes.get(number);
  }
}
