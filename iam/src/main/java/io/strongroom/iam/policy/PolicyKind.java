package io.strongroom.iam.policy;

/**
 * What a policy is attached to, which says what its statements must and must not hold.
 *
 * <p>Source: IAM User Guide, "Grammar of the IAM JSON policy language" and "Policy types".
 */
public enum PolicyKind {
  /** Attached to a user, a group or a role, inline or managed: what those may do. */
  IDENTITY(Presence.FORBIDDEN, Presence.REQUIRED),
  /** A permissions boundary: the most that identity policies can give. */
  BOUNDARY(Presence.FORBIDDEN, Presence.REQUIRED),
  /** Passed when a role is assumed: the most that the session can do. */
  SESSION(Presence.FORBIDDEN, Presence.REQUIRED),
  /** A service control policy: the most that anybody in an account can do. */
  ORGANIZATION(Presence.FORBIDDEN, Presence.REQUIRED),
  /** Attached to a secret: who may do what with it. */
  RESOURCE(Presence.REQUIRED, Presence.REQUIRED),
  /** Attached to a role: who may assume it. The role itself is the resource. */
  TRUST(Presence.REQUIRED, Presence.FORBIDDEN),
  /** Attached to a KMS key. A statement without an action or a resource has no effect. */
  KEY(Presence.REQUIRED, Presence.OPTIONAL);

  /** The bound of the KMS and IAM models for a document, in characters. */
  private static final int MAX_MODELLED_LENGTH = 131_072;

  private final Presence principal;
  private final Presence resource;

  PolicyKind(Presence principal, Presence resource) {
    this.principal = principal;
    this.resource = resource;
  }

  /** Whether a statement has an element. */
  enum Presence {
    REQUIRED,
    OPTIONAL,
    FORBIDDEN
  }

  /** Tells whether {@code Principal} or {@code NotPrincipal} stands in a statement. */
  Presence principal() {
    return principal;
  }

  /** Tells whether {@code Resource} or {@code NotResource} stands in a statement. */
  Presence resource() {
    return resource;
  }

  /** Tells whether {@code Action} or {@code NotAction} stands in a statement. */
  Presence action() {
    return this == KEY ? Presence.OPTIONAL : Presence.REQUIRED;
  }

  /** Tells whether the policy is one of IAM's own, which have stricter names for statements. */
  boolean isOfIam() {
    return principal == Presence.FORBIDDEN || this == TRUST;
  }

  /** Tells whether an allow in the policy is needed, whatever identity policies allow. */
  public boolean isNecessary() {
    return this == TRUST || this == KEY;
  }

  /** Tells whether the policy is attached to a resource and names principals. */
  public boolean namesPrincipals() {
    return principal == Presence.REQUIRED;
  }

  /**
   * Returns the longest text that is read at all, in characters. How long a policy of this kind may
   * be in the end is for whoever stores it: white space counts for some and not for others.
   */
  public int maxLength() {
    return this == RESOURCE ? PolicyParser.MAX_LENGTH : MAX_MODELLED_LENGTH;
  }
}
