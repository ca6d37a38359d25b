package io.strongroom.core.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.KeyMaterial;
import io.strongroom.keys.KeyOwner;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds KMS keys by what a request calls them, unwraps them, and runs the loop of every change. */
public final class Keys {

  /** How often a change is decided again because somebody else was faster. */
  static final int MAX_ATTEMPTS = 100;

  /** How many unwrapped materials are held; those of more keys are unwrapped each time. */
  private static final int MAX_HELD = 10_000;

  private final KeyStore store;
  private final Keyring keyring;
  private final Entropy entropy;
  private final InstantSource clock;
  private final KeyUses uses;
  private final Function<KeyOwner, @Nullable KeyMaterial> unwrap = this::unwrap;
  private final Cache<KeyOwner, KeyMaterial> unwrapped =
      Caffeine.newBuilder().maximumSize(MAX_HELD).build();

  /** Takes keys from {@code store} and unwraps them by {@code keyring}. */
  public Keys(KeyStore store, Keyring keyring, Entropy entropy, InstantSource clock) {
    this.store = store;
    this.keyring = keyring;
    this.entropy = entropy;
    this.clock = clock;
    this.uses = new KeyUses(store);
  }

  /** Returns the key that is meant, or null. */
  public @Nullable Key find(KeyRef ref) {
    String id =
        switch (ref) {
          case KeyRef.ById byId -> byId.id();
          case KeyRef.ByAlias(AccountId account, Region region, String name) -> {
            Alias alias = store.alias(account, region, name);
            yield alias == null ? null : alias.keyId();
          }
        };
    Key key = id == null ? null : store.key(id);
    return key != null && key.account().equals(ref.account()) && key.region().equals(ref.region())
        ? key
        : null;
  }

  /** Returns the key of an id, of whichever account and region, or null. */
  public @Nullable Key find(String keyId) {
    return store.key(keyId);
  }

  /**
   * Returns the key that is meant.
   *
   * @throws ServiceException NotFoundException in the words of KMS
   */
  public Key require(KeyRef ref) {
    Key key = find(ref);
    if (key == null) {
      throw ref.notFound();
    }
    return key;
  }

  /** Returns the default key of an account and region, which is made if it is missing. */
  public Key defaultKey(AccountId account, Region region) {
    KeyRef ref = new KeyRef.ByAlias(account, region, DefaultKey.ALIAS);
    Key found = find(ref);
    return found == null ? madeDefault(ref, account, region) : found;
  }

  /** One caller makes it, and those that come meanwhile wait. */
  private synchronized Key madeDefault(KeyRef ref, AccountId account, Region region) {
    Key found = find(ref);
    while (found == null) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Key made = DefaultKey.create(newIdentity(account, region), now);
      Alias alias = new Alias(account, region, DefaultKey.ALIAS, made.id(), now, now);
      // Another process may have been faster; then its key is found.
      store.commit(new KeyWrite.Insert(made, newMaterial(made), alias));
      found = find(ref);
    }
    return found;
  }

  /** Tells whether an account has as many keys in a region as it can have. */
  public boolean isFull(AccountId account, Region region) {
    return store.countKeys(account, region) >= Key.MAX_PER_REGION;
  }

  /** Returns a new identity in an account and region. */
  public KeyIdentity newIdentity(AccountId account, Region region) {
    return new KeyIdentity(account, region, randomUuid(entropy).toString());
  }

  /** Makes the material that a key's record calls the newest. */
  public KeyWrite.Wrapped newMaterial(Key key) {
    int version = key.newest().version();
    return new KeyWrite.Wrapped(version, keyring.newWrappedKey(key.identity().owner(version)));
  }

  /** Returns the change that gives a key new material. */
  public KeyWrite rotation(Key key, Material.Origin origin, Instant now) {
    Key next = key.rotated(origin, now);
    return new KeyWrite.Update(next, newMaterial(next));
  }

  /** Returns one material of a key, or null if it is gone or does not unwrap. */
  public @Nullable KeyMaterial material(Key key, int version) {
    return unwrapped.get(key.identity().owner(version), unwrap);
  }

  /**
   * Returns the material of a key that encrypts, for one use of it, or null if it is gone or does
   * not unwrap. A material that is used up is followed by another first (requirement KEY-4).
   */
  public @Nullable KeyMaterial takeNewest(Key key) {
    Key current = key;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      int version = current.newest().version();
      if (uses.take(current.id(), version)) {
        return material(current, version);
      }
      if (store.wrapped(current.id(), version) == null) {
        return null;
      }
      retire(current.id(), version);
      Key next = store.key(current.id());
      if (next == null) {
        return null;
      }
      current = next;
    }
    throw throttled();
  }

  private void retire(String keyId, int version) {
    Key now = store.key(keyId);
    if (now != null && now.newest().version() == version) {
      Instant when = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      store.commit(rotation(now, Material.Origin.AUTOMATIC, when));
    }
  }

  private @Nullable KeyMaterial unwrap(KeyOwner owner) {
    byte[] wrapped = store.wrapped(owner.keyId(), owner.version());
    if (wrapped == null) {
      return null;
    }
    try {
      return keyring.unwrap(owner, wrapped);
    } catch (OpenException e) {
      return null;
    }
  }

  /**
   * Decides and commits until nobody was faster. {@code decide} looks at the keys as they are now,
   * changes nothing itself, and may be run more than once.
   *
   * @return the answer of the decision that was committed
   * @throws ServiceException ThrottlingException if others were faster all the time
   */
  public <O> O update(Supplier<KeyChange<O>> decide) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      KeyChange<O> change = decide.get();
      if (change.write() == null || commit(change.write(), change.record()) == KeyCommit.DONE) {
        return change.answer();
      }
    }
    throw throttled();
  }

  /** Stores a change; the materials of a key that it destroys are forgotten. */
  public KeyCommit commit(KeyWrite write) {
    return commit(write, null);
  }

  private KeyCommit commit(KeyWrite write, @Nullable AuditRecord record) {
    KeyCommit outcome = store.commit(write, record);
    if (outcome == KeyCommit.DONE && write instanceof KeyWrite.Destroy(Key key)) {
      for (Material material : key.materials()) {
        unwrapped.invalidate(key.identity().owner(material.version()));
      }
      keyring.forget(key.id());
    }
    return outcome;
  }

  private static ServiceException throttled() {
    return new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
  }

  /** Draws a random UUID, version 4 (RFC 9562, section 5.4). */
  public static UUID randomUuid(Entropy entropy) {
    java.nio.ByteBuffer bits = java.nio.ByteBuffer.wrap(entropy.bytes(16));
    long high = (bits.getLong() & ~0xF000L) | 0x4000L;
    long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
