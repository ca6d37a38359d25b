package io.strongroom.analyzer.formula;

/** A part of a request that claims are about. */
public sealed interface Subject {

  /** What of a caller can be chosen freely; all else follows from these, or from its shape. */
  enum CallerText implements Subject {
    /** The number of the account. */
    ACCOUNT,
    /** The ARN of the user or the role, or the name of a service or a provider. */
    ARN,
    /** The ARN of the session. */
    SESSION_ARN,
    /** The value of {@code aws:userid}. */
    USER_ID,
    /** The name of the user. */
    USER_NAME
  }

  /** The action: the service, a colon and the name, in lower case. */
  record ActionName() implements Subject {}

  /** The ARN of the resource. */
  record Resource() implements Subject {}

  /**
   * A condition key that the caller does not have by itself.
   *
   * @param name the name in lower case
   */
  record Key(String name) implements Subject {}
}
