package io.strongroom.iam.policy;

/**
 * Says that a text is not a policy that can be stored. An answer, not an accident: it carries no
 * stack trace. The message names the offending element for whoever wrote the policy.
 */
public final class PolicySyntaxException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_QUOTED_LENGTH = 64;

  private final Kind kind;

  /** What is wrong; callers answer each kind with a text of its own. */
  public enum Kind {
    /** The text is not one JSON value. */
    NOT_JSON,
    /** JSON that is not a policy: element, type, value or bound. */
    GRAMMAR,
    /**
     * A principal that no policy here may name: malformed, federated, canonical user, unique id.
     */
    UNSUPPORTED_PRINCIPAL,
    /** A service principal that is not the name of a known service. */
    UNSUPPORTED_SERVICE_PRINCIPAL
  }

  PolicySyntaxException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static PolicySyntaxException grammar(String message) {
    return new PolicySyntaxException(Kind.GRAMMAR, message);
  }

  /** Names the offending text, cut to a bearable length. */
  static PolicySyntaxException grammar(String message, String offending) {
    boolean cut = offending.length() > MAX_QUOTED_LENGTH;
    String shown = cut ? offending.substring(0, MAX_QUOTED_LENGTH) + "..." : offending;
    return new PolicySyntaxException(Kind.GRAMMAR, message + ": " + shown);
  }

  /** Returns what is wrong. */
  public Kind kind() {
    return kind;
  }
}
