package io.strongroom.iam.policy.eval;

import org.jspecify.annotations.Nullable;

/** What became of a request. */
public sealed interface Decision {

  /** Tells whether the request is allowed. */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /**
   * The request is allowed.
   *
   * @param by the statement that granted it; null where none was needed, for an account's root
   */
  record Allowed(@Nullable Match by) implements Decision {}

  /**
   * The request is refused.
   *
   * @param reason why
   */
  record Denied(Reason reason) implements Decision {

    /**
     * Returns the sentence that tells the caller. It names no policy and no statement.
     *
     * <p>Who asks for a role of another account is told no reason, so that the answer is the same
     * whether or not there is such a role.
     *
     * <p>Source: IAM User Guide, "Troubleshoot access denied error messages".
     *
     * @param shownResource the resource in the words that the service has for it; null to leave it
     *     out
     */
    public String sentence(RequestContext context, @Nullable String shownResource) {
      String action = context.action().text();
      StringBuilder text = new StringBuilder("User: ").append(context.caller().arn());
      text.append(" is not authorized to perform: ").append(action);
      if (shownResource != null) {
        text.append(" on resource: ").append(shownResource);
      }
      boolean silent = context.isCrossAccount() && context.action().service().equals("sts");
      String words = silent ? "" : reason.words(action);
      return words.isEmpty() ? text.toString() : text.append(' ').append(words).toString();
    }
  }

  /** Why a request is refused. */
  sealed interface Reason {

    /** Returns the reason as the sentence has it, or an empty text. */
    String words(String action);
  }

  /**
   * A statement refuses it.
   *
   * @param by the statement
   */
  record ExplicitDeny(Match by) implements Reason {
    @Override
    public String words(String action) {
      return "with an explicit deny in " + by.source().wordsWithArticle();
    }
  }

  /**
   * No statement grants it where one is needed.
   *
   * @param source where a grant is missing
   */
  record NoAllow(PolicySource source) implements Reason {

    /** What a service control policy does not allow it is said to refuse, as AWS does. */
    @Override
    public String words(String action) {
      return source == PolicySource.ORGANIZATION
          ? "with an explicit deny in " + source.wordsWithArticle()
          : "because no " + source.words() + " allows the " + action + " action";
    }
  }

  /**
   * The credentials are a session of GetSessionToken, which may not call this. Services answer with
   * an invalid token rather than with a sentence.
   */
  record SessionTokenLimit() implements Reason {
    @Override
    public String words(String action) {
      return "";
    }
  }
}
