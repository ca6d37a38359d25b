package io.strongroom.core.function;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.access.PrincipalPolicies;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.RequestContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides whether a service may invoke a function for a resource that it looks after, by the
 * function's own policy alone.
 *
 * <p>Source: Lambda developer guide, "Granting function access to AWS services"; Secrets Manager
 * user guide, "Lambda rotation function execution role permissions".
 */
public final class InvokeJudge {

  /** The service that rotates secrets. */
  public static final String SECRETS_MANAGER = "secretsmanager.amazonaws.com";

  private static final Action INVOKE = Action.of("lambda:InvokeFunction");

  private final PrincipalPolicies policies;

  /** Compiles policies by {@code policies}. */
  public InvokeJudge(PrincipalPolicies policies) {
    this.policies = policies;
  }

  /**
   * Tells whether Secrets Manager may invoke a function to rotate a secret.
   *
   * @param sourceArn the ARN of the secret
   * @param sourceAccount the account that owns the secret
   */
  public boolean rotationMayInvoke(
      Function function, String sourceArn, AccountId sourceAccount, Instant now) {
    ConditionKeys keys =
        name ->
            switch (name) {
              case "aws:sourcearn" -> new KeyValue.One(sourceArn);
              case "aws:sourceaccount" -> new KeyValue.One(sourceAccount.digits());
              case "aws:currenttime" ->
                  new KeyValue.One(now.truncatedTo(ChronoUnit.SECONDS).toString());
              case "aws:epochtime" -> new KeyValue.One(Long.toString(now.getEpochSecond()));
              case "aws:requestedregion" -> new KeyValue.One(function.region().name());
              case "aws:securetransport" -> new KeyValue.One("true");
              default -> null;
            };
    String arn = function.arn().text();
    RequestContext context =
        new RequestContext(
            new Caller.Service(SECRETS_MANAGER), INVOKE, arn, function.account(), keys);
    PolicySets sets =
        PolicySets.none()
            .guardedBy(policies.ofResource(PolicyKind.RESOURCE, arn, function.policy().document()));
    return Evaluator.judge(context, sets).isAllowed();
  }
}
