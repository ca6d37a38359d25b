package io.strongroom.iam.policy;

/**
 * Says that a text is not a policy that can be stored. An answer, not an accident: it carries no
 * stack trace. The message names the offending element for whoever wrote the policy.
 */
public final class PolicySyntaxException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_QUOTED_LENGTH = 64;
  private static final String SYNTAX_ERRORS = "Syntax errors in policy.";

  private final Kind kind;
  private final String iamMessage;

  /** What is wrong; callers answer each kind with a text of its own. */
  public enum Kind {
    /** The text is not one JSON value. */
    NOT_JSON,
    /** JSON that is not a policy: element, type, value or bound. */
    GRAMMAR,
    /**
     * A principal that the policy may not name: malformed, or of a kind that has no place in it.
     */
    UNSUPPORTED_PRINCIPAL,
    /** A service principal that is not the name of a known service. */
    UNSUPPORTED_SERVICE_PRINCIPAL
  }

  private PolicySyntaxException(Kind kind, String message, String iamMessage) {
    super(message, null, false, false);
    this.kind = kind;
    this.iamMessage = iamMessage;
  }

  static PolicySyntaxException notJson(String message) {
    return new PolicySyntaxException(Kind.NOT_JSON, message, SYNTAX_ERRORS);
  }

  static PolicySyntaxException grammar(String message) {
    return new PolicySyntaxException(Kind.GRAMMAR, message, SYNTAX_ERRORS);
  }

  /** Names the offending text, cut to a bearable length. */
  static PolicySyntaxException grammar(String message, String offending) {
    return grammar(message + ": " + cut(offending));
  }

  static PolicySyntaxException unsupported(Kind kind, String type, String text) {
    return new PolicySyntaxException(
        kind,
        "a principal that the policy may not name",
        "Invalid principal in policy: \"%s\":\"%s\"".formatted(type, cut(text)));
  }

  /** Returns the same refusal with the text that IAM has for it. */
  PolicySyntaxException iamMessage(String text) {
    return new PolicySyntaxException(kind, String.valueOf(getMessage()), text);
  }

  /** Returns what is wrong. */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns what IAM and STS say of it in their {@code MalformedPolicyDocument} error. Source:
   * their answers as reported in public; only some of the texts are documented.
   */
  public String iamMessage() {
    return iamMessage;
  }

  /** Returns {@code text}, cut to the length that a message quotes. */
  static String cut(String text) {
    boolean cut = text.length() > MAX_QUOTED_LENGTH;
    return cut ? text.substring(0, MAX_QUOTED_LENGTH) + "..." : text;
  }
}
