package io.strongroom.iam.policy.eval;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, with every name that a policy can have for it.
 *
 * <p>Source: IAM User Guide, "AWS JSON policy elements: Principal" and "Properties of the
 * principal" among the global condition keys.
 */
public sealed interface Caller {

  /** Returns the account that the caller belongs to; null for services and strangers. */
  @Nullable AccountId account();

  /** Returns the name that messages have for the caller; the session's ARN for a session. */
  String arn();

  /**
   * Returns what the caller has under one of the condition keys about principals, or null.
   *
   * @param foldedName the key's name in lower case
   */
  @Nullable String value(String foldedName);

  /** Returns the caller that a principal is, with credentials that last. */
  static Caller of(Principal.OfAccount principal) {
    return switch (principal) {
      case Principal.Root root -> new Root(root.account(), Credentials.LONG_TERM);
      case Principal.User user ->
          new User(user.account(), user.arn(), user.id(), user.name(), Credentials.LONG_TERM);
      case Principal.RoleSession role ->
          new RoleSession(
              role.account(), role.arn(), role.principalArn(), role.roleId(), role.sessionName());
    };
  }

  /** What the credentials of a user or an account are. */
  enum Credentials {
    /** An access key that does not expire. */
    LONG_TERM,
    /** A session of GetSessionToken, opened without a second factor. */
    SESSION_TOKEN,
    /** A session of GetSessionToken, opened with a second factor. */
    SESSION_TOKEN_WITH_MFA
  }

  /**
   * An account itself.
   *
   * @param account the account
   * @param credentials what the request was signed with
   */
  record Root(AccountId account, Credentials credentials) implements Caller {
    @Override
    public String arn() {
      return "arn:aws:iam::" + account + ":root";
    }

    @Override
    public @Nullable String value(String foldedName) {
      return switch (foldedName) {
        case "aws:principalarn" -> arn();
        case "aws:principalaccount", "aws:userid" -> account.digits();
        case "aws:principaltype" -> "Account";
        case "aws:principalisawsservice" -> "false";
        default -> null;
      };
    }
  }

  /**
   * A user.
   *
   * @param account the account
   * @param arn {@code arn:aws:iam::<account>:user<path><name>}
   * @param id the unique id, {@code AIDA...}
   * @param name the name without path
   * @param credentials what the request was signed with
   */
  record User(AccountId account, String arn, String id, String name, Credentials credentials)
      implements Caller {
    @Override
    public @Nullable String value(String foldedName) {
      return switch (foldedName) {
        case "aws:principalarn" -> arn;
        case "aws:principalaccount" -> account.digits();
        case "aws:principaltype" -> "User";
        case "aws:userid" -> id;
        case "aws:username" -> name;
        case "aws:principalisawsservice" -> "false";
        default -> null;
      };
    }
  }

  /**
   * A session of a role.
   *
   * @param account the account of the role
   * @param arn the session's own ARN, {@code arn:aws:sts::<account>:assumed-role/<role>/<session>}
   * @param roleArn the role's ARN, with its path; conditions see this one
   * @param roleId the role's unique id, {@code AROA...}
   * @param sessionName the session's name
   */
  record RoleSession(
      AccountId account, String arn, String roleArn, String roleId, String sessionName)
      implements Caller {
    @Override
    public @Nullable String value(String foldedName) {
      return switch (foldedName) {
        case "aws:principalarn" -> roleArn;
        case "aws:principalaccount" -> account.digits();
        case "aws:principaltype" -> "AssumedRole";
        case "aws:userid" -> roleId + ':' + sessionName;
        case "aws:principalisawsservice" -> "false";
        default -> null;
      };
    }
  }

  /**
   * A service that acts for itself.
   *
   * @param name such as {@code secretsmanager.amazonaws.com}
   */
  record Service(String name) implements Caller {
    @Override
    public @Nullable AccountId account() {
      return null;
    }

    @Override
    public String arn() {
      return name;
    }

    @Override
    public @Nullable String value(String foldedName) {
      return switch (foldedName) {
        case "aws:principalservicename" -> name;
        case "aws:principalisawsservice" -> "true";
        default -> null;
      };
    }
  }

  /**
   * Whoever shows a verified token of an identity provider.
   *
   * @param provider the provider's ARN
   */
  record Federated(String provider) implements Caller {
    @Override
    public @Nullable AccountId account() {
      return null;
    }

    @Override
    public String arn() {
      return provider;
    }

    @Override
    public @Nullable String value(String foldedName) {
      return switch (foldedName) {
        case "aws:federatedprovider" -> provider;
        case "aws:principalisawsservice" -> "false";
        default -> null;
      };
    }
  }

  /**
   * A principal of an account, in a simulation that does not say which one. Policies of resources
   * meet it as one of the account; it has no condition keys of its own.
   *
   * @param account the account
   */
  record Unnamed(AccountId account) implements Caller {
    @Override
    public String arn() {
      return "arn:aws:iam::" + account + ":user/*";
    }

    @Override
    public @Nullable String value(String foldedName) {
      return null;
    }
  }

  /** Somebody who did not sign. */
  record Anonymous() implements Caller {
    private static final String NAME = "anonymous";

    @Override
    public @Nullable AccountId account() {
      return null;
    }

    @Override
    public String arn() {
      return NAME;
    }

    @Override
    public @Nullable String value(String foldedName) {
      return switch (foldedName) {
        case "aws:principaltype" -> "Anonymous";
        case "aws:userid" -> NAME;
        case "aws:principalisawsservice" -> "false";
        default -> null;
      };
    }
  }
}
