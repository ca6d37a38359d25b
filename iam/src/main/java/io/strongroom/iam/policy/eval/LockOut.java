package io.strongroom.iam.policy.eval;

import io.strongroom.iam.Principal;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.List;

/**
 * Says whether a policy would keep its own author from ever replacing it: whether a Deny of it
 * covers the author and {@code secretsmanager:PutResourcePolicy}.
 *
 * <p>Source: Secrets Manager User Guide, "Validate a resource-based policy"; AUZ-11.
 */
public final class LockOut {

  /** What the author of a policy must be able to do afterwards. */
  public static final Action ACTION = Action.of("secretsmanager:PutResourcePolicy");

  private LockOut() {}

  /**
   * Tells whether {@code policy} locks out its author, conditions and resources included.
   *
   * @param context the author's request to attach the policy; its action is {@link #ACTION}
   */
  public static boolean locksOut(PolicyDocument policy, RequestContext context) {
    return CompiledPolicy.of(policy).deny(new Inquiry(context, null)) != null;
  }

  /**
   * Tells whether {@code policy} locks out {@code caller}, its author, by a Deny without
   * conditions. Resources are taken to be the secret that the policy is attached to.
   */
  public static boolean locksOut(PolicyDocument policy, Principal.OfAccount caller) {
    List<Statement> denies =
        policy.statements().stream()
            .filter(statement -> statement.effect() == Effect.DENY)
            .filter(statement -> statement.conditions().isEmpty())
            .map(Statement::onEverything)
            .toList();
    PolicyDocument bare = new PolicyDocument(policy.kind(), policy.version(), null, denies);
    return locksOut(bare, RequestContext.of(Caller.of(caller), ACTION, ConditionKeys.none()));
  }
}
