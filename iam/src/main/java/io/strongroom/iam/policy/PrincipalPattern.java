package io.strongroom.iam.policy;

import io.strongroom.iam.AccountId;

/**
 * One principal a policy names. There are no partial wildcards among principals.
 *
 * <p>Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
public sealed interface PrincipalPattern {

  /** {@code "*"} or {@code {"AWS": "*"}}: everybody, anonymous callers included. */
  record Everyone() implements PrincipalPattern {}

  /**
   * An account, written as twelve digits or as the ARN of its root: everyone in it.
   *
   * @param account the account
   */
  record Account(AccountId account) implements PrincipalPattern {}

  /**
   * A single principal of an account.
   *
   * @param kind what sort of principal
   * @param account the account it belongs to
   * @param arn its ARN as written
   */
  record Named(Kind kind, AccountId account, String arn) implements PrincipalPattern {}

  /**
   * A service, acting for itself.
   *
   * @param name such as {@code lambda.amazonaws.com}
   */
  record ServiceName(String name) implements PrincipalPattern {}

  /** The sorts of principal that an ARN can name. */
  enum Kind {
    /** {@code arn:aws:iam::<account>:user/<path and name>}. */
    USER,
    /** {@code arn:aws:iam::<account>:role/<path and name>}: all sessions of the role. */
    ROLE,
    /** {@code arn:aws:sts::<account>:assumed-role/<role>/<session>}: one session. */
    ASSUMED_ROLE,
    /** {@code arn:aws:sts::<account>:federated-user/<name>}. */
    FEDERATED_USER
  }
}
