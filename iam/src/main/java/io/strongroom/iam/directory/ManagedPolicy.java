package io.strongroom.iam.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy that stands alone and is attached to users, groups and roles.
 *
 * @param updated when its versions last changed, in milliseconds
 * @param description a text that never changes, or null for none
 * @param versions 1 to {@value #MAX_VERSIONS}, the oldest first
 * @param defaultVersion the number of the version that is in force, one of {@code versions}
 * @param lastNumber the highest number that was ever given to a version; numbers do not come back
 * @param tags values by key, in order
 */
public record ManagedPolicy(
    Identifiers identifiers,
    Instant created,
    Instant updated,
    @Nullable String description,
    List<Version> versions,
    int defaultVersion,
    int lastNumber,
    SequencedMap<String, String> tags)
    implements Identity {

  /** How many versions there can be. Source: IAM User Guide, "IAM and AWS STS quotas". */
  public static final int MAX_VERSIONS = 5;

  /**
   * One text of a policy.
   *
   * @param number counts from 1; shown as {@code v1}
   * @param created when it was made, in milliseconds
   * @param document the text, as it was sent
   */
  public record Version(int number, Instant created, String document) {

    /** Refuses a number below 1 with an {@link IllegalArgumentException}. */
    public Version {
      if (number < 1) {
        throw new IllegalArgumentException("versions count from 1");
      }
    }

    /** Returns the version's id, such as {@code v1}. */
    public String id() {
      return "v" + number;
    }
  }

  /** Takes copies; refuses what contradicts itself with an {@link IllegalArgumentException}. */
  public ManagedPolicy {
    Copies.require(identifiers, Kind.POLICY);
    versions = List.copyOf(versions);
    tags = Copies.of(tags);
    if (versions.isEmpty() || versions.size() > MAX_VERSIONS) {
      throw new IllegalArgumentException("a policy has 1 to 5 versions");
    }
    int before = 0;
    boolean found = false;
    for (Version version : versions) {
      if (version.number() <= before) {
        throw new IllegalArgumentException("the versions of a policy are out of order");
      }
      before = version.number();
      found |= version.number() == defaultVersion;
    }
    if (!found || lastNumber < before) {
      throw new IllegalArgumentException("the versions of a policy contradict its numbers");
    }
  }

  /** Makes a policy with one version and no tags. */
  public static ManagedPolicy of(
      Identifiers identifiers, Instant created, @Nullable String description, String document) {
    List<Version> first = List.of(new Version(1, created, document));
    return new ManagedPolicy(
        identifiers, created, created, description, first, 1, 1, new LinkedHashMap<>());
  }

  /** Returns the version of that number, or null. */
  public @Nullable Version version(int number) {
    for (Version version : versions) {
      if (version.number() == number) {
        return version;
      }
    }
    return null;
  }

  /** Returns the version that is in force. */
  public Version inForce() {
    Version version = version(defaultVersion);
    if (version == null) {
      throw new IllegalStateException("the default version is one of the versions");
    }
    return version;
  }

  /** Returns the policy with one more version, which is not in force yet. */
  public ManagedPolicy adding(String document, Instant now) {
    List<Version> next = new ArrayList<>(versions);
    next.add(new Version(lastNumber + 1, now, document));
    return changed(next, defaultVersion, lastNumber + 1, now);
  }

  /** Returns the policy with another version in force; it must exist. */
  public ManagedPolicy enforcing(int number, Instant now) {
    return changed(versions, number, lastNumber, now);
  }

  /** Returns the policy without a version, which must not be in force. */
  public ManagedPolicy dropping(int number, Instant now) {
    List<Version> next = versions.stream().filter(each -> each.number() != number).toList();
    return changed(next, defaultVersion, lastNumber, now);
  }

  /** Returns the policy with other tags. */
  public ManagedPolicy tagged(Map<String, String> next) {
    return new ManagedPolicy(
        identifiers,
        created,
        updated,
        description,
        versions,
        defaultVersion,
        lastNumber,
        Copies.of(next));
  }

  private ManagedPolicy changed(List<Version> next, int inForce, int last, Instant now) {
    return new ManagedPolicy(identifiers, created, now, description, next, inForce, last, tags);
  }
}
