package io.strongroom.core.key;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reference store of keys: everything in maps, under one lock, gone at exit. Records of calls
 * are for the whole store to keep.
 */
public final class MemoryKeys implements KeyStore {
  private final TreeMap<String, Key> keys = new TreeMap<>();
  private final TreeMap<Place, Alias> aliases =
      new TreeMap<>(
          Comparator.comparing((Place place) -> place.account().digits())
              .thenComparing(place -> place.region().name())
              .thenComparing(Place::name));
  private final Map<KeyUses.MaterialOf, KeyWrite.Wrapped> materials = new HashMap<>();
  private final Map<KeyUses.MaterialOf, Long> uses = new HashMap<>();

  private record Place(AccountId account, Region region, String name) {
    static Place of(Alias alias) {
      return new Place(alias.account(), alias.region(), alias.name());
    }
  }

  @Override
  public synchronized @Nullable Key key(String keyId) {
    return keys.get(keyId);
  }

  @Override
  public synchronized @Nullable Alias alias(AccountId account, Region region, String name) {
    return aliases.get(new Place(account, region, name));
  }

  @Override
  public synchronized byte @Nullable [] wrapped(String keyId, int version) {
    KeyWrite.Wrapped material = materials.get(new KeyUses.MaterialOf(keyId, version));
    return material == null ? null : material.wrapped();
  }

  @Override
  public synchronized KeyCommit commit(KeyWrite write, @Nullable AuditRecord record) {
    return switch (write) {
      case KeyWrite.Insert insert -> insert(insert);
      case KeyWrite.Update(Key next, KeyWrite.Wrapped added) -> {
        if (!isCurrent(next)) {
          yield KeyCommit.STALE;
        }
        keys.put(next.id(), next.revised(next.revision() + 1));
        if (added != null) {
          materials.put(new KeyUses.MaterialOf(next.id(), added.version()), added);
        }
        yield KeyCommit.DONE;
      }
      case KeyWrite.Destroy(Key key) -> destroy(key);
      case KeyWrite.AddAlias(Alias alias, Key target) -> {
        if (aliases.containsKey(Place.of(alias))) {
          yield KeyCommit.TAKEN;
        }
        yield isCurrent(target) ? put(alias) : KeyCommit.STALE;
      }
      case KeyWrite.MoveAlias(Alias before, Alias after, Key target) ->
          before.equals(aliases.get(Place.of(before))) && isCurrent(target)
              ? put(after)
              : KeyCommit.STALE;
      case KeyWrite.DropAlias(Alias alias) ->
          aliases.remove(Place.of(alias), alias) ? KeyCommit.DONE : KeyCommit.STALE;
    };
  }

  private KeyCommit insert(KeyWrite.Insert insert) {
    Key key = insert.key();
    Alias alias = insert.alias();
    if (keys.containsKey(key.id()) || (alias != null && aliases.containsKey(Place.of(alias)))) {
      return KeyCommit.TAKEN;
    }
    keys.put(key.id(), key.revised(1));
    KeyWrite.Wrapped material = insert.material();
    materials.put(new KeyUses.MaterialOf(key.id(), material.version()), material);
    return alias == null ? KeyCommit.DONE : put(alias);
  }

  private KeyCommit destroy(Key key) {
    if (!isCurrent(key)) {
      return KeyCommit.STALE;
    }
    keys.remove(key.id());
    aliases.values().removeIf(alias -> alias.keyId().equals(key.id()));
    materials.keySet().removeIf(material -> material.keyId().equals(key.id()));
    uses.keySet().removeIf(material -> material.keyId().equals(key.id()));
    return KeyCommit.DONE;
  }

  private KeyCommit put(Alias alias) {
    aliases.put(Place.of(alias), alias);
    return KeyCommit.DONE;
  }

  private boolean isCurrent(Key key) {
    Key stored = keys.get(key.id());
    return stored != null && stored.revision() == key.revision();
  }

  @Override
  public synchronized long countUses(String keyId, int version, long count) {
    KeyUses.MaterialOf material = new KeyUses.MaterialOf(keyId, version);
    return materials.containsKey(material)
        ? Objects.requireNonNull(uses.merge(material, count, Long::sum))
        : 0;
  }

  @Override
  public synchronized List<Key> keys(AccountId account, Region region, String after, int limit) {
    return keys.tailMap(after, false).values().stream()
        .filter(key -> key.account().equals(account) && key.region().equals(region))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized int countKeys(AccountId account, Region region) {
    return keys(account, region, "", Integer.MAX_VALUE).size();
  }

  @Override
  public synchronized List<Alias> aliases(
      AccountId account, Region region, String after, int limit) {
    return behind(after)
        .filter(alias -> alias.account().equals(account) && alias.region().equals(region))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Alias> aliasesOf(String keyId, String after, int limit) {
    return behind(after).filter(alias -> alias.keyId().equals(keyId)).limit(limit).toList();
  }

  private Stream<Alias> behind(String after) {
    return aliases.values().stream().filter(alias -> alias.name().compareTo(after) > 0);
  }

  @Override
  public synchronized List<Key> dueKeys(Instant now, int limit) {
    return keys.values().stream().filter(key -> isDue(key, now)).limit(limit).toList();
  }

  private static boolean isDue(Key key, Instant now) {
    Instant due = key.due();
    return due != null && !due.isAfter(now);
  }
}
