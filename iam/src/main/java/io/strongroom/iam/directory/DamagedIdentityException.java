package io.strongroom.iam.directory;

/**
 * What was asked for is stored and cannot be read (requirement PRM-8). It is not taken for absent,
 * because a policy that is left out might have been one that denies.
 */
public final class DamagedIdentityException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DamagedIdentityException(Kind kind, String id) {
    super("the record of " + kind.resource() + " " + id + " is damaged");
  }
}
