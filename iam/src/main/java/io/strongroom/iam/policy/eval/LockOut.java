package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.PolicyDocument;

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
}
