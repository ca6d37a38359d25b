package io.strongroom.iam.policy;
import io.strongroom.iam.Principal;
/** Stub. */
public final class LockOut {
  private LockOut() {}
  /** Stub. */
  public static boolean locksOut(PolicyDocument d, Principal p) { return d.text().isEmpty() && p.arn().isEmpty(); }
}
