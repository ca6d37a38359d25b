package io.strongroom.iam.policy.eval;

import java.util.Set;

/**
 * Judges requests (requirement AUZ-2). A pure function: the same request and policies have the same
 * answer, and nothing is remembered.
 *
 * <p>The rules, the first that applies:
 *
 * <ol>
 *   <li>What refuses, refuses; whatever else grants.
 *   <li>Service control policies, where there are any, must grant.
 *   <li>An account's root may do everything with the account's own, but where the resource's policy
 *       is necessary. It may always replace or delete the policy of a secret of its own, so that an
 *       account cannot be locked out.
 *   <li>In one account, identity and resource policies both grant; boundary and session policies
 *       limit what identity policies and a mention of the role grant.
 *   <li>Across accounts, both sides must grant.
 *   <li>A necessary resource policy, of a role or a key, must grant; where it names the account
 *       only, identity policies must grant too.
 * </ol>
 *
 * <p>Source: IAM User Guide, "Policy evaluation logic"; KMS Developer Guide, "Key policies".
 */
public final class Evaluator {

  private Evaluator() {}

  /** Judges a request. */
  public static Decision judge(RequestContext context, PolicySets policies) {
    return new Judgement(new Inquiry(context, null), policies).decide();
  }

  /**
   * Judges a request and collects what it lacks.
   *
   * @param missing takes the condition keys, as policies spell them, that were asked for and absent
   */
  public static Decision judge(RequestContext context, PolicySets policies, Set<String> missing) {
    return new Judgement(new Inquiry(context, missing), policies).decide();
  }

  /** Judges a request in the same way, and tells every statement that had its say. */
  public static Explanation explain(RequestContext context, PolicySets policies) {
    return Explanation.of(context, policies);
  }
}
