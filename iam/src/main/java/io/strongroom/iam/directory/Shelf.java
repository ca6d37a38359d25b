package io.strongroom.iam.directory;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The identities of one kind, by unique id and in the order of their folded names. */
final class Shelf {
  static final Shelf EMPTY = new Shelf(new HashMap<>(), new TreeMap<>());

  private final Map<String, Identity> byId;
  private final NavigableMap<String, Identity> byName;

  private Shelf(Map<String, Identity> byId, NavigableMap<String, Identity> byName) {
    this.byId = byId;
    this.byName = byName;
  }

  @Nullable Identity find(String id) {
    return byId.get(id);
  }

  @Nullable Identity named(String name) {
    return byName.get(Identifiers.fold(name));
  }

  int size() {
    return byId.size();
  }

  Collection<Identity> all() {
    return byName.values();
  }

  /** Returns those whose folded names come after that of {@code name}, or all for null. */
  Collection<Identity> after(@Nullable String name) {
    return name == null ? byName.values() : byName.tailMap(Identifiers.fold(name), false).values();
  }

  /**
   * Returns a copy with {@code identities} in it, each in the place of what had its unique id.
   *
   * @throws IllegalArgumentException if a name is taken
   */
  Shelf putting(Collection<Identity> identities) {
    Map<String, Identity> ids = new HashMap<>(byId);
    NavigableMap<String, Identity> names = new TreeMap<>(byName);
    for (Identity identity : identities) {
      Identity before = ids.put(identity.id(), identity);
      if (before != null) {
        names.remove(before.identifiers().foldedName());
      }
    }
    // Only now, so that two can swap their names.
    for (Identity identity : identities) {
      if (names.put(identity.identifiers().foldedName(), identity) != null) {
        throw new IllegalArgumentException(
            "the name of a " + identity.kind().resource() + " twice");
      }
    }
    return new Shelf(ids, names);
  }

  /** Returns a copy without the identity of that unique id. */
  Shelf without(String id) {
    Map<String, Identity> ids = new HashMap<>(byId);
    NavigableMap<String, Identity> names = new TreeMap<>(byName);
    Identity removed = ids.remove(id);
    if (removed != null) {
      names.remove(removed.identifiers().foldedName());
    }
    return new Shelf(ids, names);
  }
}
