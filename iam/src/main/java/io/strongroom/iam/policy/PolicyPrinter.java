package io.strongroom.iam.policy;
/** Stub. */
public final class PolicyPrinter {
  private PolicyPrinter() {}
  /** Stub. */
  public static String pretty(String json) { return json; }
}
