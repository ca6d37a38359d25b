package io.strongroom.iam.access;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.List;

/**
 * Who can always put an account in order again. An administrator is the root or a user that has an
 * active access key and may, on every user and whatever the condition keys, attach policies, make
 * users and make access keys. Whoever may do that can give anybody everything.
 *
 * <p>The account that manages the others must not lose the last one (requirement AUZ-11): nobody
 * but whoever has the machine could help it. The others are reached by the roles that it made.
 */
public final class Administrators {
  private static final List<Action> RIGHTS =
      List.of(
          Action.of("iam:AttachUserPolicy"),
          Action.of("iam:CreateUser"),
          Action.of("iam:CreateAccessKey"));

  /** A user that nobody has, in whose place every other stands. */
  private static final String ANY_USER = "user/strongroom/of/any/name";

  private final PrincipalPolicies policies;

  /** Judges users by the policies that {@code policies} gathers. */
  public Administrators(PrincipalPolicies policies) {
    this.policies = policies;
  }

  /** Tells whether a change takes the last administrator from the management account. */
  public boolean losesLast(DirectoryChange change) {
    Account account = change.after().account();
    return account != null
        && account.standing() == Account.Standing.MANAGEMENT
        && !hasOne(change.after())
        && hasOne(change.before());
  }

  private boolean hasOne(Directory directory) {
    for (AccessKey key : directory.keys()) {
      if (key.status() == AccessKey.Status.ACTIVE && isAdministrators(key, directory)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAdministrators(AccessKey key, Directory directory) {
    return switch (directory.principal(key)) {
      case Principal.Root _ -> true;
      case Principal.User user ->
          RIGHTS.stream()
              .allMatch(
                  right ->
                      may(user, right, user.arn(), directory)
                          && may(user, right, anyUser(user.account()), directory));
      case null, default -> false;
    };
  }

  private static String anyUser(AccountId account) {
    return "arn:aws:iam::" + account + ":" + ANY_USER;
  }

  /** A user of whom a policy cannot be read may nothing. */
  private boolean may(Principal.User user, Action right, String on, Directory directory) {
    PolicySets sets;
    try {
      sets = policies.of(directory, user, null);
    } catch (IllegalStateException e) {
      return false;
    }
    return Evaluator.judge(
            new RequestContext(
                Callers.of(user, null), right, on, user.account(), ConditionKeys.none()),
            sets)
        .isAllowed();
  }
}
