package io.strongroom.iam;

import java.util.List;

/**
 * Somebody who can make a request, as policies see it. Names are case-sensitive here; that two
 * names do not differ in case alone is for whoever creates them.
 *
 * <p>Source: IAM User Guide, "IAM identifiers" and "AWS global condition context keys".
 */
public sealed interface Principal {

  /** The longest name of a user or role, in characters. */
  int MAX_NAME_LENGTH = 64;

  /** Returns the value of {@code aws:userid}. */
  String userId();

  /** Returns the value of {@code aws:PrincipalType}. */
  String type();

  /** A principal that belongs to an account; only such a one has credentials here. */
  sealed interface OfAccount extends Principal {

    /** Returns the account the principal belongs to; requests act in this account. */
    AccountId account();

    /** Returns the principal's own ARN, as answers, errors and audit records name it. */
    String arn();

    /**
     * Returns the value of {@code aws:PrincipalArn}: of a session its role's ARN with the path,
     * else the principal's own.
     */
    String principalArn();

    /**
     * Returns the ARNs under which a policy's {@code Principal} or {@code NotPrincipal} meets this
     * caller, from the account down to the caller itself.
     */
    List<String> levels();
  }

  /**
   * The account itself, {@code arn:aws:iam::<account>:root}.
   *
   * @param account the account
   */
  record Root(AccountId account) implements OfAccount {
    @Override
    public String userId() {
      return account.digits();
    }

    @Override
    public String type() {
      return "Account";
    }

    @Override
    public String arn() {
      return rootArn(account);
    }

    @Override
    public String principalArn() {
      return arn();
    }

    @Override
    public List<String> levels() {
      return List.of(arn());
    }
  }

  /**
   * A user, {@code arn:aws:iam::<account>:user<path><name>}.
   *
   * @param account the account
   * @param id the unique id, {@code AIDA} and seventeen characters
   * @param path a {@linkplain FriendlyNames#isPath path}
   * @param name a {@linkplain FriendlyNames#isName name} of at most {@value #MAX_NAME_LENGTH}
   *     characters
   * @param arn the ARN, which follows from the other parts
   */
  record User(AccountId account, String id, String path, String name, String arn)
      implements OfAccount {

    /** Refuses a malformed path or name with an {@link IllegalArgumentException}. */
    public User {
      requireNamed(path, name);
    }

    /** Derives the ARN. */
    public User(AccountId account, String id, String path, String name) {
      this(account, id, path, name, "arn:aws:iam::" + account + ":user" + path + name);
    }

    @Override
    public String userId() {
      return id;
    }

    @Override
    public String type() {
      return "User";
    }

    @Override
    public String principalArn() {
      return arn();
    }

    @Override
    public List<String> levels() {
      return List.of(rootArn(account), arn());
    }
  }

  /**
   * Somebody who has assumed a role, {@code arn:aws:sts::<account>:assumed-role/<role>/<session>}.
   *
   * @param account the account of the role
   * @param roleId the unique id of the role, {@code AROA} and seventeen characters
   * @param rolePath a {@linkplain FriendlyNames#isPath path}
   * @param roleName a {@linkplain FriendlyNames#isName name} of at most {@value #MAX_NAME_LENGTH}
   *     characters
   * @param sessionName the same, chosen by the caller, 2 characters or more
   */
  record RoleSession(
      AccountId account, String roleId, String rolePath, String roleName, String sessionName)
      implements OfAccount {

    /** The shortest name of a session, in characters. */
    public static final int MIN_SESSION_NAME_LENGTH = 2;

    /** Refuses a malformed path or name with an {@link IllegalArgumentException}. */
    public RoleSession {
      requireNamed(rolePath, roleName);
      if (sessionName.length() < MIN_SESSION_NAME_LENGTH
          || !FriendlyNames.isName(sessionName, MAX_NAME_LENGTH)) {
        throw new IllegalArgumentException("a session name has 2 to 64 of [A-Za-z0-9_+=,.@-]");
      }
    }

    @Override
    public String userId() {
      return roleId + ":" + sessionName;
    }

    @Override
    public String type() {
      return "AssumedRole";
    }

    @Override
    public String arn() {
      return "arn:aws:sts::" + account + ":assumed-role/" + roleName + "/" + sessionName;
    }

    @Override
    public String principalArn() {
      return "arn:aws:iam::" + account + ":role" + rolePath + roleName;
    }

    @Override
    public List<String> levels() {
      return List.of(rootArn(account), principalArn(), arn());
    }
  }

  /**
   * A service that acts on its own behalf, such as {@code lambda.amazonaws.com}.
   *
   * @param name the name that policies give it
   */
  record Service(String name) implements Principal {
    @Override
    public String userId() {
      return name;
    }

    @Override
    public String type() {
      return "Service";
    }
  }

  /** Nobody that is known: a request without credentials. */
  record Anonymous() implements Principal {
    @Override
    public String userId() {
      return "anonymous";
    }

    @Override
    public String type() {
      return "Anonymous";
    }
  }

  private static String rootArn(AccountId account) {
    return "arn:aws:iam::" + account + ":root";
  }

  private static void requireNamed(String path, String name) {
    if (!FriendlyNames.isPath(path)) {
      throw new IllegalArgumentException("a path begins and ends with a slash");
    }
    if (!FriendlyNames.isName(name, MAX_NAME_LENGTH)) {
      throw new IllegalArgumentException("a name has 1 to 64 of [A-Za-z0-9_+=,.@-]");
    }
  }
}
