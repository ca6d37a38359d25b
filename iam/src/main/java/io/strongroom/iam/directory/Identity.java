package io.strongroom.iam.directory;

import java.time.Instant;

/** An entry of a {@link Directory}. */
public sealed interface Identity permits Identity.Bearer, ManagedPolicy, OidcProvider {

  /** Returns what it is called. */
  Identifiers identifiers();

  /** Returns when it was made, in milliseconds. */
  Instant created();

  /** Returns the kind. */
  default Kind kind() {
    return identifiers().kind();
  }

  /** Returns the unique id. */
  default String id() {
    return identifiers().id();
  }

  /** Returns the path. */
  default String path() {
    return identifiers().path();
  }

  /** Returns the name, in the case it was given. */
  default String name() {
    return identifiers().name();
  }

  /** Returns the ARN. */
  default String arn() {
    return identifiers().arn();
  }

  /** One that policies are given to: a user, a group or a role. */
  sealed interface Bearer extends Identity permits User, Group, Role {

    /** Returns its policies. */
    Policies policies();
  }
}
