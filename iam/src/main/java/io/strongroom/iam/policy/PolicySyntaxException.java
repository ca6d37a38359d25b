package io.strongroom.iam.policy;
/** Stub. */
public final class PolicySyntaxException extends Exception {
  private static final long serialVersionUID = 1L;
  /** Stub. */
  public enum Kind { NOT_JSON, GRAMMAR, UNSUPPORTED_PRINCIPAL, UNSUPPORTED_SERVICE_PRINCIPAL }
  /** Stub. */
  public Kind kind() { return Kind.GRAMMAR; }
}
