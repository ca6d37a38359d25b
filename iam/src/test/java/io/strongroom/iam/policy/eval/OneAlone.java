package io.strongroom.iam.policy.eval;

/**
 * Asks one policy alone, without the caller's own and without the rules that join policies: whether
 * some statement grants and none refuses.
 */
public final class OneAlone {

  private OneAlone() {}

  /** Tells whether {@code policy} by itself allows a request. */
  public static boolean allows(CompiledPolicy policy, RequestContext context) {
    Inquiry inquiry = new Inquiry(context, null);
    return policy.allow(inquiry) != null && policy.deny(inquiry) == null;
  }
}
