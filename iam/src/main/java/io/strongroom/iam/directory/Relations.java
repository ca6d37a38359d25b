package io.strongroom.iam.directory;

import io.strongroom.iam.AccessKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a directory says when it is read backwards: from a group to users, from a policy to all. */
final class Relations {
  private final Map<String, List<User>> members = new HashMap<>();
  private final Map<String, List<Identity.Bearer>> attachments = new HashMap<>();
  private final Map<String, List<Identity.Bearer>> bounded = new HashMap<>();
  private final Map<String, List<AccessKey>> keys = new HashMap<>();

  Relations(Map<Kind, Shelf> shelves, Iterable<AccessKey> accessKeys) {
    for (Shelf shelf : shelves.values()) {
      shelf.all().forEach(this::learn);
    }
    accessKeys.forEach(key -> add(keys, key.owner(), key));
    keys.values()
        .forEach(
            each ->
                each.sort(Comparator.comparing(AccessKey::created).thenComparing(AccessKey::id)));
  }

  private void learn(Identity identity) {
    if (identity instanceof Identity.Bearer bearer) {
      bearer.policies().attached().forEach(arn -> add(attachments, arn, bearer));
    }
    switch (identity) {
      case User user -> {
        user.groups().forEach(group -> add(members, group, user));
        if (user.boundary() != null) {
          add(bounded, user.boundary(), user);
        }
      }
      case Role role -> {
        if (role.boundary() != null) {
          add(bounded, role.boundary(), role);
        }
      }
      case Group _, ManagedPolicy _, OidcProvider _ -> {}
    }
  }

  private static <T> void add(Map<String, List<T>> map, String key, T value) {
    map.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
  }

  List<User> members(String group) {
    return List.copyOf(members.getOrDefault(group, List.of()));
  }

  List<Identity.Bearer> attachments(String policy) {
    return List.copyOf(attachments.getOrDefault(policy, List.of()));
  }

  List<Identity.Bearer> bounded(String policy) {
    return List.copyOf(bounded.getOrDefault(policy, List.of()));
  }

  List<AccessKey> keys(String owner) {
    return List.copyOf(keys.getOrDefault(owner, List.of()));
  }
}
