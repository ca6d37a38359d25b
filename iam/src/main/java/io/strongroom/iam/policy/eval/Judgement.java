package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.Decision.Allowed;
import io.strongroom.iam.policy.eval.Decision.Denied;
import io.strongroom.iam.policy.eval.Decision.ExplicitDeny;
import io.strongroom.iam.policy.eval.Decision.NoAllow;
import io.strongroom.iam.policy.eval.Decision.SessionTokenLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request before the policies. See {@link Evaluator} for the rules. */
final class Judgement {

  /** Who is named so by the policy of a resource in its own account needs nothing else. */
  private static final int ENOUGH_ALONE = Level.USER | Level.SESSION | Level.EVERYONE;

  private final Inquiry inquiry;
  private final RequestContext context;
  private final PolicySets policies;
  private final @Nullable NamedPolicy resourcePolicy;
  private final PolicySource resourceSource;

  Judgement(Inquiry inquiry, PolicySets policies) {
    this.inquiry = inquiry;
    this.context = inquiry.context();
    this.policies = policies;
    if (policies.session() != null && !(context.caller() instanceof Caller.RoleSession)) {
      throw new IllegalArgumentException("only sessions of roles have session policies");
    }
    this.resourcePolicy = policies.resource();
    this.resourceSource =
        resourcePolicy != null && resourcePolicy.policy().kind() == PolicyKind.TRUST
            ? PolicySource.TRUST
            : PolicySource.RESOURCE;
  }

  Decision decide() {
    if (!SessionTokens.mayCall(context.caller(), context.action())) {
      return new Denied(new SessionTokenLimit());
    }
    Match deny = deny();
    if (deny != null) {
      return new Denied(new ExplicitDeny(deny));
    }
    if (policies.organization() != null
        && allow(PolicySource.ORGANIZATION, policies.organization()) == null) {
      return denied(PolicySource.ORGANIZATION);
    }
    if (context.caller().account() == null) {
      return byResourceAlone();
    }
    return context.isCrossAccount() ? acrossAccounts() : inOneAccount();
  }

  /** The order says which of several refusals is told. */
  private @Nullable Match deny() {
    Match deny = deny(PolicySource.ORGANIZATION, policies.organization());
    if (deny == null) {
      deny = deny(PolicySource.IDENTITY, policies.identity());
    }
    if (deny == null && resourcePolicy != null && !RootRecovery.applies(context)) {
      deny = deny(resourceSource, List.of(resourcePolicy));
    }
    if (deny == null && policies.boundary() != null) {
      deny = deny(PolicySource.BOUNDARY, List.of(policies.boundary()));
    }
    return deny == null ? deny(PolicySource.SESSION, policies.session()) : deny;
  }

  private @Nullable Match deny(PolicySource source, @Nullable List<NamedPolicy> set) {
    if (set != null) {
      for (NamedPolicy policy : set) {
        CompiledStatement statement = policy.policy().deny(inquiry);
        if (statement != null) {
          return Match.of(source, policy, statement);
        }
      }
    }
    return null;
  }

  private @Nullable Match allow(PolicySource source, List<NamedPolicy> set) {
    for (NamedPolicy policy : set) {
      CompiledStatement statement = policy.policy().allow(inquiry);
      if (statement != null) {
        return Match.of(source, policy, statement);
      }
    }
    return null;
  }

  private Decision inOneAccount() {
    boolean necessary = resourcePolicy != null && resourcePolicy.policy().kind().isNecessary();
    if (context.caller() instanceof Caller.Root && !necessary) {
      return new Allowed(null);
    }
    Grants grants = grants();
    if (grants.met(ENOUGH_ALONE)) {
      return new Allowed(grants.match(ENOUGH_ALONE, resourceSource));
    }
    if (grants.met(Level.ROLE)) {
      Denied limit = limit();
      return limit == null ? new Allowed(grants.match(Level.ROLE, resourceSource)) : limit;
    }
    return necessary && !grants.met(Level.ACCOUNT) ? denied(resourceSource) : byIdentity();
  }

  private Decision acrossAccounts() {
    Decision own = byIdentity();
    return own instanceof Denied ? own : byResourceAlone();
  }

  /** Services, strangers and holders of a provider's token have no policies of their own. */
  private Decision byResourceAlone() {
    Grants grants = grants();
    return grants.met(Level.ANY)
        ? new Allowed(grants.match(Level.ANY, resourceSource))
        : denied(resourceSource);
  }

  private Decision byIdentity() {
    if (context.caller() instanceof Caller.Root) {
      return new Allowed(null);
    }
    Match match = allow(PolicySource.IDENTITY, policies.identity());
    if (match == null) {
      return denied(PolicySource.IDENTITY);
    }
    Denied limit = limit();
    return limit == null ? new Allowed(match) : limit;
  }

  /** Returns what limits a user or a role, if that does not grant. */
  private @Nullable Denied limit() {
    NamedPolicy boundary = policies.boundary();
    if (boundary != null && allow(PolicySource.BOUNDARY, List.of(boundary)) == null) {
      return denied(PolicySource.BOUNDARY);
    }
    List<NamedPolicy> session = policies.session();
    return session != null && allow(PolicySource.SESSION, session) == null
        ? denied(PolicySource.SESSION)
        : null;
  }

  private Grants grants() {
    return resourcePolicy == null ? Grants.none() : Grants.of(resourcePolicy, inquiry);
  }

  private static Denied denied(PolicySource source) {
    return new Denied(new NoAllow(source));
  }
}
