package io.strongroom.api.iam;

import io.strongroom.api.Nothing;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What identities of several kinds have in common, whatever their kind. */
final class Identities {
  private static final SequencedMap<String, String> NO_TAGS =
      Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

  private Identities() {}

  /** Stores an identity in the place of what it was, and answers nothing. */
  static Decision<Nothing> putting(Directory directory, Identity identity) {
    return Decision.of(DirectoryChange.of(directory).putting(identity), new Nothing());
  }

  /** Removes an identity, and answers nothing. */
  static Decision<Nothing> removing(Directory directory, Identity identity) {
    return Decision.of(DirectoryChange.of(directory).removing(identity), new Nothing());
  }

  /**
   * Refuses to delete what still has policies.
   *
   * @throws ServiceException DeleteConflict
   */
  static void requireWithoutPolicies(Identity.Bearer bearer) {
    if (!bearer.policies().inline().isEmpty()) {
      throw Refusals.conflict("Cannot delete entity, must delete policies first.");
    }
    if (!bearer.policies().attached().isEmpty()) {
      throw Refusals.conflict("Cannot delete entity, must detach all policies first.");
    }
  }

  /** Returns the bearer with other policies. */
  static Identity with(Identity.Bearer bearer, Policies policies) {
    return switch (bearer) {
      case User user -> user.with(policies);
      case Group group -> group.with(policies);
      case Role role -> role.with(policies);
    };
  }

  /** Returns the ARN of the policy that bounds a user or role, or null. */
  static @Nullable String boundary(Identity identity) {
    return switch (identity) {
      case User user -> user.boundary();
      case Role role -> role.boundary();
      case Group _, ManagedPolicy _, OidcProvider _ -> null;
    };
  }

  /** Returns a user or role with another boundary, or none. */
  static Identity bounded(Identity identity, @Nullable String boundary) {
    return switch (identity) {
      case User user -> user.bounded(boundary);
      case Role role -> role.bounded(boundary);
      case Group _, ManagedPolicy _, OidcProvider _ ->
          throw new IllegalArgumentException("only users and roles have boundaries");
    };
  }

  /** Returns the tags of an identity; groups have none. */
  static SequencedMap<String, String> tags(Identity identity) {
    return switch (identity) {
      case User user -> user.tags();
      case Role role -> role.tags();
      case ManagedPolicy policy -> policy.tags();
      case OidcProvider provider -> provider.tags();
      case Group _ -> NO_TAGS;
    };
  }

  /** Returns an identity other than a group with other tags. */
  static Identity tagged(Identity identity, Map<String, String> tags) {
    return switch (identity) {
      case User user -> user.tagged(tags);
      case Role role -> role.tagged(tags);
      case ManagedPolicy policy -> policy.tagged(tags);
      case OidcProvider provider -> provider.tagged(tags);
      case Group _ -> throw new IllegalArgumentException("groups have no tags");
    };
  }
}
