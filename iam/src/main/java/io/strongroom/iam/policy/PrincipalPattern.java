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

  /**
   * A user or a role by its unique id, as stored: a new principal of the same name is another.
   *
   * @param id {@code AIDA} or {@code AROA} and 17 more characters
   */
  record UniqueId(String id) implements PrincipalPattern {
    private static final int LENGTH = 21;
    private static final int PREFIX_LENGTH = 4;

    /** Tells whether {@code text} has the form of a user's or a role's unique id. */
    public static boolean isUniqueId(String text) {
      boolean known = text.startsWith("AIDA") || text.startsWith("AROA");
      return known
          && text.length() == LENGTH
          && text.chars()
              .skip(PREFIX_LENGTH)
              .allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'));
    }
  }

  /**
   * Whoever shows a token of an identity provider.
   *
   * @param provider the provider's ARN
   */
  record Federated(String provider) implements PrincipalPattern {}

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
