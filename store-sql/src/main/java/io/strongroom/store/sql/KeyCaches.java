package io.strongroom.store.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * KMS keys and aliases in memory, so that sealing and opening a value reads no file. What is loaded
 * and what the committer puts here keep each other in order as in {@link Caches}.
 */
final class KeyCaches {

  /** About how much memory keys may take; those of the usual size number about 16,000 then. */
  private static final long KEY_BYTES = 32L << 20;

  /** How many aliases are held, which take about 10 MiB. */
  private static final long MAX_ALIASES = 20_000;

  /** About how much larger a key is in memory than as a record, and what it takes at least. */
  private static final int HEAP_PER_RECORD_BYTE = 2;

  private static final int KEY_OVERHEAD = 1_024;

  private volatile Cache<String, Sized> keys = newKeys();
  private volatile Cache<AliasPlace, Alias> aliases = newAliases();

  /** A key and how long its record is. */
  record Sized(Key key, int recordLength) {
    int weight() {
      return KEY_OVERHEAD + HEAP_PER_RECORD_BYTE * recordLength;
    }
  }

  /**
   * Where an alias is found. Places have an order so that a hash table stays quick when somebody
   * chooses names with equal hash codes (requirement DOS-5).
   */
  record AliasPlace(AccountId account, Region region, String name)
      implements Comparable<AliasPlace> {

    static AliasPlace of(Alias alias) {
      return new AliasPlace(alias.account(), alias.region(), alias.name());
    }

    @Override
    public int compareTo(AliasPlace other) {
      int byName = name.compareTo(other.name);
      if (byName != 0) {
        return byName;
      }
      int byAccount = account.digits().compareTo(other.account.digits());
      return byAccount != 0 ? byAccount : region.name().compareTo(other.region.name());
    }
  }

  private static Cache<String, Sized> newKeys() {
    return Caffeine.newBuilder()
        .maximumWeight(KEY_BYTES)
        .executor(Runnable::run)
        .<String, Sized>weigher((id, key) -> key.weight())
        .build();
  }

  private static Cache<AliasPlace, Alias> newAliases() {
    return Caffeine.newBuilder().maximumSize(MAX_ALIASES).executor(Runnable::run).build();
  }

  /** Forgets everything. What is being loaded goes into caches that nobody looks at any more. */
  void forgetAll() {
    keys = newKeys();
    aliases = newAliases();
  }

  /** Returns the key of an id; {@code load} reads the file and returns null for none. */
  @Nullable Key key(String id, Function<String, @Nullable Sized> load) {
    Sized found = keys.get(id, load);
    return found == null ? null : found.key();
  }

  void put(Sized key) {
    keys.put(key.key().id(), key);
  }

  /** Forgets a key and all its aliases. */
  void removeKey(String id) {
    keys.asMap().remove(id);
    aliases.asMap().values().removeIf(alias -> alias.keyId().equals(id));
  }

  /** Returns the alias in a place; {@code load} reads the file and returns null for none. */
  @Nullable Alias alias(AliasPlace place, Function<AliasPlace, @Nullable Alias> load) {
    return aliases.get(place, load);
  }

  void put(Alias alias) {
    aliases.put(AliasPlace.of(alias), alias);
  }

  void remove(Alias alias) {
    removeAlias(AliasPlace.of(alias));
  }

  /** Forgets an alias; one that is being loaded meanwhile too. */
  void removeAlias(AliasPlace place) {
    aliases.asMap().remove(place);
  }
}
