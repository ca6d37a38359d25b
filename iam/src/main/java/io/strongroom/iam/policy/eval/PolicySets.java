package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.PolicyKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that bear on a request.
 *
 * @param organization service control policies of the caller's account; null if there are none, so
 *     that nothing limits the account
 * @param identity all policies of the user and its groups, or of the role, inline and managed
 * @param resource the policy of the resource; null if it has none
 * @param boundary the permissions boundary of the user or the role; null if it has none
 * @param session the policies that were passed when the session was opened; null if none were
 */
public record PolicySets(
    @Nullable List<NamedPolicy> organization,
    List<NamedPolicy> identity,
    @Nullable NamedPolicy resource,
    @Nullable NamedPolicy boundary,
    @Nullable List<NamedPolicy> session) {

  private static final PolicySets NONE = new PolicySets(null, List.of(), null, null, null);

  /** Copies the lists; refuses a policy in the wrong set with an IllegalArgumentException. */
  public PolicySets {
    organization = organization == null ? null : List.copyOf(organization);
    identity = List.copyOf(identity);
    session = session == null ? null : List.copyOf(session);
    require(organization, false);
    require(identity, false);
    require(session, false);
    require(resource == null ? null : List.of(resource), true);
    require(boundary == null ? null : List.of(boundary), false);
  }

  /** Returns no policies. */
  public static PolicySets none() {
    return NONE;
  }

  /** Returns what a user or a role may do by its own policies. */
  public static PolicySets ofIdentity(List<NamedPolicy> identity) {
    return new PolicySets(null, identity, null, null, null);
  }

  /** Returns these with the policy of the resource; null for a resource without one. */
  public PolicySets guardedBy(@Nullable NamedPolicy policy) {
    return new PolicySets(organization, identity, policy, boundary, session);
  }

  /** Returns these with a permissions boundary; null for none. */
  public PolicySets boundedBy(@Nullable NamedPolicy policy) {
    return new PolicySets(organization, identity, resource, policy, session);
  }

  /** Returns these with the policies of a session; null for none. */
  public PolicySets narrowedBy(@Nullable List<NamedPolicy> policies) {
    return new PolicySets(organization, identity, resource, boundary, policies);
  }

  /** Returns these with service control policies; null for none. */
  public PolicySets within(@Nullable List<NamedPolicy> policies) {
    return new PolicySets(policies, identity, resource, boundary, session);
  }

  private static void require(@Nullable List<NamedPolicy> policies, boolean namesPrincipals) {
    if (policies == null) {
      return;
    }
    for (NamedPolicy policy : policies) {
      PolicyKind kind = policy.policy().kind();
      if (kind.namesPrincipals() != namesPrincipals) {
        throw new IllegalArgumentException("a policy of kind " + kind + " has no place here");
      }
    }
  }
}
