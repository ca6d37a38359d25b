package io.strongroom.iam.directory;

import io.strongroom.iam.AccessKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A directory that is a list, which every question walks through. */
final class NaiveDirectory {
  final List<Identity> identities = new ArrayList<>();
  final List<AccessKey> keys = new ArrayList<>();

  void put(Identity identity) {
    identities.removeIf(each -> each.id().equals(identity.id()));
    identities.add(identity);
  }

  void remove(Identity identity) {
    identities.removeIf(each -> each.id().equals(identity.id()));
    keys.removeIf(key -> key.owner().equals(identity.id()));
  }

  void put(AccessKey key) {
    keys.removeIf(each -> each.id().equals(key.id()));
    keys.add(key);
  }

  boolean isTaken(Kind kind, String name, String id) {
    return identities.stream()
        .anyMatch(
            each ->
                each.kind() == kind && each.name().equalsIgnoreCase(name) && !each.id().equals(id));
  }

  List<Identity> all(Predicate<Identity> condition) {
    return identities.stream()
        .filter(condition)
        .sorted(Comparator.comparing(each -> each.name().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
