package io.strongroom.iam.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with lasting credentials.
 *
 * @param policies its own policies, without those of its groups
 * @param boundary the ARN of the managed policy that bounds what it may do, or null
 * @param groups the unique ids of the groups that it is in, in the order in which it joined
 * @param tags values by key, in order
 */
public record User(
    Identifiers identifiers,
    Instant created,
    Policies policies,
    @Nullable String boundary,
    SequencedSet<String> groups,
    SequencedMap<String, String> tags)
    implements Identity.Bearer {

  /** Takes copies; refuses the identifiers of another kind. */
  public User {
    Copies.require(identifiers, Kind.USER);
    groups = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(groups));
    tags = Copies.of(tags);
  }

  /** Makes a user without policies, boundary, groups or tags. */
  public static User of(Identifiers identifiers, Instant created) {
    return new User(
        identifiers, created, Policies.NONE, null, new LinkedHashSet<>(), new LinkedHashMap<>());
  }

  /** Returns the user under another path and name. */
  public User renamed(String path, String name) {
    return new User(identifiers.renamed(path, name), created, policies, boundary, groups, tags);
  }

  /** Returns the user with other policies. */
  public User with(Policies next) {
    return new User(identifiers, created, next, boundary, groups, tags);
  }

  /** Returns the user with another boundary, or none. */
  public User bounded(@Nullable String next) {
    return new User(identifiers, created, policies, next, groups, tags);
  }

  /** Returns the user as a member of one more group. */
  public User joining(Group group) {
    SequencedSet<String> next = new LinkedHashSet<>(groups);
    next.add(group.id());
    return new User(identifiers, created, policies, boundary, next, tags);
  }

  /** Returns the user as no member of a group. */
  public User leaving(Group group) {
    SequencedSet<String> next = new LinkedHashSet<>(groups);
    next.remove(group.id());
    return new User(identifiers, created, policies, boundary, next, tags);
  }

  /** Returns the user with other tags. */
  public User tagged(Map<String, String> next) {
    return new User(identifiers, created, policies, boundary, groups, Copies.of(next));
  }
}
