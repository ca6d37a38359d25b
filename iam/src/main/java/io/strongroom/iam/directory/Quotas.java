package io.strongroom.iam.directory;

/**
 * How much of everything an account may have. Operations hold to them; the directory itself works
 * with more.
 *
 * <p>Source: IAM User Guide, "IAM and AWS STS quotas", the defaults.
 */
public final class Quotas {

  /** Users in an account. */
  public static final int USERS = 5_000;

  /** Groups in an account. */
  public static final int GROUPS = 300;

  /** Roles in an account. */
  public static final int ROLES = 1_000;

  /** Managed policies of an account's own. */
  public static final int POLICIES = 1_500;

  /** Identity providers in an account. */
  public static final int OIDC_PROVIDERS = 100;

  /** Groups that a user is in. */
  public static final int GROUPS_PER_USER = 10;

  /** Access keys of a user. */
  public static final int ACCESS_KEYS_PER_USER = 2;

  /** Managed policies attached to a user, group or role. */
  public static final int ATTACHED_POLICIES = 10;

  /** Tags of an identity. */
  public static final int TAGS = 50;

  private Quotas() {}
}
