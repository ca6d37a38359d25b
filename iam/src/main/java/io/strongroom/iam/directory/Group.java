package io.strongroom.iam.directory;

import java.time.Instant;

/**
 * A set of users, which carries policies. Who is in it is written down with the users.
 *
 * @param policies what its members may do by it
 */
public record Group(Identifiers identifiers, Instant created, Policies policies)
    implements Identity.Bearer {

  /** Refuses the identifiers of another kind. */
  public Group {
    Copies.require(identifiers, Kind.GROUP);
  }

  /** Makes a group without policies. */
  public static Group of(Identifiers identifiers, Instant created) {
    return new Group(identifiers, created, Policies.NONE);
  }

  /** Returns the group under another path and name. */
  public Group renamed(String path, String name) {
    return new Group(identifiers.renamed(path, name), created, policies);
  }

  /** Returns the group with other policies. */
  public Group with(Policies next) {
    return new Group(identifiers, created, next);
  }
}
