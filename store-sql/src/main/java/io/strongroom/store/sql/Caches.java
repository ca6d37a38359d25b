package io.strongroom.store.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.secret.Secret;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Directory;
import io.strongroom.keys.Envelope;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What reads find without going to the file: secrets, sealed envelopes and identities, never a
 * plaintext.
 *
 * <p>INVARIANT: a read that begins after a commit was acknowledged does not find what was there
 * before it. Three rules keep it. A secret is only ever loaded inside the cache's own step for its
 * place, and that step reads the file as it is then. The committer puts or removes each place it
 * changed after the flush and before it acknowledges; for a place that is being loaded it waits, so
 * that it always has the last word. And that a name is free is not remembered.
 *
 * <p>Where the committer acknowledges before readers of the file see a change, {@link Unsettled}
 * stands between cache and file; what it does not know, the file knows.
 */
final class Caches {

  /**
   * What a secret takes besides about as many bytes as its record has, and what each of its tags
   * takes besides. On heaps full of secrets, those with 1, 16, 100 and 1,000 versions took 1,330,
   * 2,390, 4,150 and 23,000 bytes at most, and count as 1,390, 1,860, 4,220 and 29,400; 50 tags
   * took 5,500 to 8,100 and count as 6,900. Texts of a secret that was just written are shared with
   * others more often than those of one that was read.
   */
  private static final int SECRET_OVERHEAD = 1_024;

  private static final int TAG_OVERHEAD = 112;

  /** About how much larger identities are in memory than as records. */
  private static final int HEAP_PER_RECORD_BYTE = 2;

  private static final int ENVELOPE_OVERHEAD = 128;
  private static final int DIRECTORY_OVERHEAD = 2_048;

  private final CacheSizes sizes;
  private final @Nullable Unsettled unsettled;
  private volatile Cache<Place, Sized<Secret>> secrets;
  private volatile Cache<Long, Sized<Envelope>> envelopes;
  private volatile Cache<AccountId, Sized<Directory>> directories;

  /** Something and about how many bytes of memory it takes. */
  record Sized<T>(T value, int weight) {}

  /**
   * Makes empty caches.
   *
   * @param unsettled takes in what is committed and not yet in the file; null where there is no
   *     such thing
   */
  Caches(CacheSizes sizes, @Nullable Unsettled unsettled) {
    this.sizes = sizes;
    this.unsettled = unsettled;
    this.secrets = cache(sizes.secretBytes());
    this.envelopes = cache(sizes.envelopeBytes());
    this.directories = cache(sizes.identityBytes());
  }

  /** Forgets everything. What is being loaded goes into caches that nobody looks at any more. */
  void forgetAll() {
    secrets = cache(sizes.secretBytes());
    envelopes = cache(sizes.envelopeBytes());
    directories = cache(sizes.identityBytes());
  }

  private static <K, V> Cache<K, Sized<V>> cache(long bytes) {
    return Caffeine.newBuilder()
        .maximumWeight(bytes)
        // Whoever fills a cache tidies it: to wake another thread for it costs more.
        .executor(Runnable::run)
        .<K, Sized<V>>weigher((key, value) -> value.weight())
        .build();
  }

  /** Counts a secret with a record of so many bytes. */
  static Sized<Secret> sized(Secret secret, int recordLength) {
    int tags = secret.tags() == null ? 0 : secret.tags().byKey().size();
    return new Sized<>(secret, SECRET_OVERHEAD + TAG_OVERHEAD * tags + recordLength);
  }

  /** Counts an envelope of so many bytes. */
  static Sized<Envelope> sized(Envelope envelope, int length) {
    return new Sized<>(envelope, ENVELOPE_OVERHEAD + length);
  }

  /** Counts a directory whose records have so many bytes together. */
  static Sized<Directory> sized(Directory directory, long recordsLength) {
    long weight = DIRECTORY_OVERHEAD + HEAP_PER_RECORD_BYTE * recordsLength;
    return new Sized<>(directory, (int) Math.min(Integer.MAX_VALUE, weight));
  }

  /** Returns the secret in a place; {@code load} reads the file and returns null for none. */
  @Nullable Secret secret(Place place, Function<Place, @Nullable Sized<Secret>> load) {
    Sized<Secret> found = secrets.get(place, load);
    return found == null ? null : found.value();
  }

  /** Returns what is committed of a place and not yet in the file, or null if nothing is. */
  Unsettled.@Nullable State<Secret> unsettledSecret(Place place) {
    return unsettled == null ? null : unsettled.secret(place);
  }

  /** Returns what is committed of an envelope and not yet in the file, or null if nothing is. */
  Unsettled.@Nullable State<Envelope> unsettledEnvelope(long number) {
    return unsettled == null ? null : unsettled.envelope(number);
  }

  /** Returns the secret in a place if it is in memory. */
  @Nullable Secret secretInMemory(Place place) {
    Sized<Secret> found = secrets.getIfPresent(place);
    return found == null ? null : found.value();
  }

  /** Returns the state of a place as the last change leaves it that was accepted, or null. */
  @Nullable Secret latest(Place place) {
    Secret accepted = unsettled == null ? null : unsettled.accepted(place);
    return accepted != null ? accepted : secretInMemory(place);
  }

  /** Takes in what a change will leave that was accepted and is not yet committed. */
  void accept(Place place, Secret next) {
    if (unsettled != null) {
      unsettled.accept(place, next);
    }
  }

  /** Takes in the state of a secret that was committed. */
  void put(Place place, Sized<Secret> secret) {
    if (unsettled != null) {
      unsettled.put(place, secret);
    }
    secrets.put(place, secret);
  }

  /** Takes in that a secret is gone. */
  void removed(Place place) {
    if (unsettled != null) {
      unsettled.put(place, null);
    }
    remove(place);
  }

  /** Forgets a secret; one that is being loaded meanwhile too. */
  void remove(Place place) {
    secrets.asMap().remove(place);
  }

  /** Takes in that it has changed when something is to be done for a secret. */
  void changeDates() {
    if (unsettled != null) {
      unsettled.changeDates();
    }
  }

  /** Tells whether the file does not know yet when something is to be done for a secret. */
  boolean hasUnsettledDates() {
    return unsettled != null && unsettled.hasDates();
  }

  /** Returns an envelope; {@code load} reads the file and returns null for none. */
  @Nullable Envelope envelope(long number, Function<Long, @Nullable Sized<Envelope>> load) {
    Sized<Envelope> found = envelopes.get(number, load);
    return found == null ? null : found.value();
  }

  void put(long number, Sized<Envelope> envelope) {
    if (unsettled != null) {
      unsettled.put(number, envelope);
    }
    envelopes.put(number, envelope);
  }

  /** Takes in that an envelope is gone. */
  void removed(long number) {
    if (unsettled != null) {
      unsettled.put(number, null);
    }
    envelopes.asMap().remove(number);
  }

  /**
   * Returns the identities of an account; {@code load} reads the file and returns null for none.
   */
  @Nullable Directory directory(
      AccountId account, Function<AccountId, @Nullable Sized<Directory>> load) {
    Sized<Directory> found = directories.get(account, load);
    return found == null ? null : found.value();
  }

  /** Forgets the identities of an account. */
  void remove(AccountId account) {
    directories.asMap().remove(account);
  }

  /**
   * Takes in a directory that was changed. It is counted as heavier by what was put, also where
   * that replaced something; once it is read from the file again it is counted anew.
   *
   * @param added how many bytes of records were put
   */
  void put(Directory directory, long added) {
    Sized<Directory> before = directories.getIfPresent(directory.id());
    Sized<Directory> put = sized(directory, added);
    long weight = (before == null ? 0L : before.weight()) + put.weight();
    directories.put(
        directory.id(), new Sized<>(directory, (int) Math.min(Integer.MAX_VALUE, weight)));
  }
}
