package io.strongroom.api.secrets;

import io.strongroom.api.secrets.PolicyProver.Verdict;
import io.strongroom.iam.policy.PolicySyntaxException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a resource policy, in the words of the service. */
final class PolicyFindings {

  /** The policy would keep its author from ever changing it. */
  static final String LOCK_OUT =
      "Your requested changes will not allow you to manage this secret in the future.";

  /** The policy lets in people nobody named. */
  static final String BROAD =
      "This resource policy grants broad access to your secret. Secrets Manager does not allow"
          + " creating and applying such policies in the console.";

  /** The same where such policies are refused. */
  static final String BROAD_REFUSED =
      "You can't attach a resource-based policy that allows broad access to the secret.";

  private PolicyFindings() {}

  /**
   * Returns what is said of a policy that is not proved to let in nobody but those it names, or
   * null if it is proved.
   *
   * @param text what the service says of public policies; a sentence of ours follows where that was
   *     not found out
   */
  static @Nullable String broad(String text, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Closed() -> null;
      case Verdict.Public() -> text;
      case Verdict.Unproved(String reason) ->
          "%s The proof that it grants none was not finished: %s.".formatted(text, reason);
    };
  }

  /**
   * Returns the text of a finding on a document that does not parse. The console's messages, which
   * findings have, say one thing in other words than the error does.
   */
  static String findingText(PolicySyntaxException.Kind kind) {
    return kind == PolicySyntaxException.Kind.UNSUPPORTED_SERVICE_PRINCIPAL
        ? "This resource policy contains an invalid service principal."
        : syntaxText(kind);
  }

  /** Returns the text of the error for a document that does not parse. */
  static String syntaxText(PolicySyntaxException.Kind kind) {
    return switch (kind) {
      case NOT_JSON, GRAMMAR -> "This resource policy contains a syntax error.";
      case UNSUPPORTED_PRINCIPAL -> "This resource policy contains an unsupported principal.";
      case UNSUPPORTED_SERVICE_PRINCIPAL ->
          "This resource policy contains an unsupported service principal.";
    };
  }
}
