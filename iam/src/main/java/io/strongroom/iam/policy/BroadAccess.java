package io.strongroom.iam.policy;
/** Stub. */
public final class BroadAccess {
  private BroadAccess() {}
  /** Stub. */
  public static boolean isBroad(PolicyDocument d) { return d.text().isEmpty(); }
}
