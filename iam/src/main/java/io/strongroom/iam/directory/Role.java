package io.strongroom.iam.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Permissions that others take on for a while.
 *
 * @param trustPolicy who may assume it: the text of the policy as it was sent, but for users and
 *     roles, which are named by their unique ids
 * @param description a text, or null for none
 * @param maxSession how long a session may last, {@link #SHORTEST_MAXIMUM} to {@link
 *     #LONGEST_MAXIMUM}
 * @param policies what its sessions may do
 * @param boundary the ARN of the managed policy that bounds what its sessions may do, or null
 * @param tags values by key, in order
 */
public record Role(
    Identifiers identifiers,
    Instant created,
    String trustPolicy,
    @Nullable String description,
    Duration maxSession,
    Policies policies,
    @Nullable String boundary,
    SequencedMap<String, String> tags)
    implements Identity.Bearer {

  /** The least that a role's maximum can be, and the default. Source: service model. */
  public static final Duration SHORTEST_MAXIMUM = Duration.ofHours(1);

  /** The most that a role's maximum can be. */
  public static final Duration LONGEST_MAXIMUM = Duration.ofHours(12);

  /** Takes a copy; refuses the identifiers of another kind and a maximum out of range. */
  public Role {
    Copies.require(identifiers, Kind.ROLE);
    if (maxSession.compareTo(SHORTEST_MAXIMUM) < 0 || maxSession.compareTo(LONGEST_MAXIMUM) > 0) {
      throw new IllegalArgumentException("a session's longest duration is out of range");
    }
    tags = Copies.of(tags);
  }

  /** Makes a role with sessions of at most an hour, and without description, policies or tags. */
  public static Role of(Identifiers identifiers, Instant created, String trustPolicy) {
    return new Role(
        identifiers,
        created,
        trustPolicy,
        null,
        SHORTEST_MAXIMUM,
        Policies.NONE,
        null,
        new LinkedHashMap<>());
  }

  /** Returns the role with another trust policy. */
  public Role trusting(String policy) {
    return new Role(
        identifiers, created, policy, description, maxSession, policies, boundary, tags);
  }

  /** Returns the role with another description, or none, and another longest duration. */
  public Role described(@Nullable String text, Duration longest) {
    return new Role(identifiers, created, trustPolicy, text, longest, policies, boundary, tags);
  }

  /** Returns the role with other policies. */
  public Role with(Policies next) {
    return new Role(
        identifiers, created, trustPolicy, description, maxSession, next, boundary, tags);
  }

  /** Returns the role with another boundary, or none. */
  public Role bounded(@Nullable String next) {
    return new Role(
        identifiers, created, trustPolicy, description, maxSession, policies, next, tags);
  }

  /** Returns the role with other tags. */
  public Role tagged(Map<String, String> next) {
    return new Role(
        identifiers,
        created,
        trustPolicy,
        description,
        maxSession,
        policies,
        boundary,
        Copies.of(next));
  }
}
