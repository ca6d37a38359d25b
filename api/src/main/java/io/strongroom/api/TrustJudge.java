package io.strongroom.api;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Directories;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.access.Callers;
import io.strongroom.iam.access.PrincipalPolicies;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.Decision;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.RequestContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may take on a role, by its trust policy and the caller's own policies.
 *
 * <p>Source: IAM User Guide, "How IAM roles differ from resource-based policies", "Cross-account
 * policy evaluation logic".
 */
public final class TrustJudge {
  private static final Action ASSUME_ROLE = Action.of("sts:AssumeRole");

  private final Directories directories;
  private final PrincipalPolicies policies;

  /** Judges principals of {@code directories} by the policies that {@code policies} gathers. */
  public TrustJudge(Directories directories, PrincipalPolicies policies) {
    this.directories = directories;
    this.policies = policies;
  }

  /**
   * A role that somebody asks for.
   *
   * @param arn as it was sent
   * @param account the account in the ARN
   * @param role the role, or null if there is none or its account does not work
   */
  public record Wanted(String arn, AccountId account, @Nullable Role role) {}

  /** Finds a role, or returns null if the text is not the ARN of one. */
  public @Nullable Wanted find(String roleArn) {
    Arn arn = Arn.parse(roleArn);
    if (arn == null
        || !arn.service().equals("iam")
        || !arn.resource().startsWith("role/")
        || !AccountId.isAccountId(arn.account())) {
      return null;
    }
    AccountId account = new AccountId(arn.account());
    Directory directory = directories.of(account);
    boolean works = directory.account() != null && directory.account().isActive();
    Role role = works && directory.withArn(roleArn) instanceof Role found ? found : null;
    return new Wanted(roleArn, account, role);
  }

  /**
   * Requires that the caller may do all of some actions with a role, and returns it. A role that
   * does not exist and one of another account that refuses are told apart by nobody.
   *
   * @param actions one or more, the one that is told of first
   * @param keys the condition keys of the request itself
   * @throws ServiceException AccessDenied
   */
  public Role require(Call call, Wanted wanted, List<Action> actions, ConditionKeys keys) {
    Role role = wanted.role();
    if (role == null) {
      throw denied(
          "User: %s is not authorized to perform: %s on resource: %s"
              .formatted(call.principal().arn(), actions.getFirst(), wanted.arn()));
    }
    call.trail().touches(role.arn(), wanted.account());
    Directory own = directories.of(call.account());
    Caller caller = Callers.of(call.principal(), call.caller().session());
    PolicySets sets =
        policies.of(own, call.principal(), call.caller().session()).guardedBy(trust(role));
    ConditionKeys all = keys.orElse(roleKeys(role)).orElse(new CallKeys(call, own));
    for (Action action : actions) {
      RequestContext context =
          new RequestContext(caller, action, wanted.arn(), wanted.account(), all);
      Decision decision = Evaluator.judge(context, sets);
      call.trail().judged(context, decision, false);
      if (decision instanceof Decision.Denied denied) {
        throw denied.reason() instanceof Decision.SessionTokenLimit
            ? Authorizer.unrecognized()
            : denied(denied.sentence(context, wanted.arn()));
      }
    }
    return role;
  }

  /**
   * Tells whether whoever shows a token of an identity provider may take on a role.
   *
   * @param provider the provider's ARN
   * @param keys the condition keys of the request itself
   */
  public boolean trusts(
      Role role, String provider, Action action, ConditionKeys keys, Arrival arrival) {
    AccountId account = Objects.requireNonNull(role.identifiers().account());
    RequestContext context =
        new RequestContext(
            new Caller.Federated(provider),
            action,
            role.arn(),
            account,
            keys.orElse(roleKeys(role)).orElse(times(arrival.now())));
    Decision decision = Evaluator.judge(context, PolicySets.none().guardedBy(trust(role)));
    arrival.trail().judged(context, decision, false);
    return decision.isAllowed();
  }

  /**
   * Tells whether a service may take on a role.
   *
   * @param service such as {@code lambda.amazonaws.com}
   */
  public boolean trusts(Role role, String service, Instant now) {
    return trusts(role, service, ConditionKeys.none(), now);
  }

  /**
   * Tells whether a service may take on a role for what the condition keys name.
   *
   * @param service such as {@code secretsmanager.amazonaws.com}
   * @param keys on whose behalf the service acts, such as {@code aws:sourcearn}
   */
  public boolean trusts(Role role, String service, ConditionKeys keys, Instant now) {
    AccountId account = Objects.requireNonNull(role.identifiers().account());
    RequestContext context =
        new RequestContext(
            new Caller.Service(service),
            ASSUME_ROLE,
            role.arn(),
            account,
            keys.orElse(roleKeys(role)).orElse(times(now)));
    return Evaluator.judge(context, PolicySets.none().guardedBy(trust(role))).isAllowed();
  }

  private @Nullable NamedPolicy trust(Role role) {
    return policies.ofResource(PolicyKind.TRUST, role.arn(), role.trustPolicy());
  }

  /** The tags of the role, by both names that they have. */
  private static ConditionKeys roleKeys(Role role) {
    return name -> {
      for (String prefix : List.of("aws:resourcetag/", "iam:resourcetag/")) {
        if (name.startsWith(prefix)) {
          String value = TagKeys.value(role.tags(), name.substring(prefix.length()));
          return value == null ? null : new KeyValue.One(value);
        }
      }
      return null;
    };
  }

  private static ConditionKeys times(Instant now) {
    return name ->
        switch (name) {
          case "aws:currenttime" ->
              new KeyValue.One(now.truncatedTo(ChronoUnit.SECONDS).toString());
          case "aws:epochtime" -> new KeyValue.One(Long.toString(now.getEpochSecond()));
          default -> null;
        };
  }

  private static ServiceException denied(String sentence) {
    return new ServiceException(ErrorCode.ACCESS_DENIED, sentence);
  }
}
