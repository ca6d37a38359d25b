package io.strongroom.iam.policy;
/** Stub. */
public final class PolicyParser {
  private PolicyParser() {}
  /** Stub. */
  public static PolicyDocument parse(String json) throws PolicySyntaxException { if (json.isEmpty()) { throw new PolicySyntaxException(); } return new PolicyDocument(json); }
}
