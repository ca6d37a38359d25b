package io.strongroom.iam.policy;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.stream.Stream;

/**
 * Says whether a policy would keep its own author from ever replacing it.
 *
 * <p>Looks for a Deny without conditions that covers the author and {@code
 * secretsmanager:PutResourcePolicy}. Resources are taken to be the secret that the policy is
 * attached to. A Deny whose conditions the author happens to meet is not seen: that takes an
 * evaluator.
 *
 * <p>Source: Secrets Manager User Guide, "Validate a resource-based policy"; AUZ-11.
 */
public final class LockOut {
  private static final String ACTION = "secretsmanager:PutResourcePolicy";

  private LockOut() {}

  /** Tells whether {@code policy} locks out {@code caller}, its author. */
  public static boolean locksOut(PolicyDocument policy, Principal.OfAccount caller) {
    for (Statement statement : policy.statements()) {
      if (statement.effect() == Effect.DENY
          && statement.conditions().isEmpty()
          && coversAction(statement.actions())
          && coversCaller(statement.principals(), caller)) {
        return true;
      }
    }
    return false;
  }

  private static boolean coversAction(Listing<ActionPattern> actions) {
    boolean listed = actions.patterns().stream().anyMatch(pattern -> pattern.covers(ACTION));
    return listed == (actions.sense() == Sense.THESE);
  }

  /**
   * A caller is met at each of its levels: the account, the user or role, the session. A {@code
   * NotPrincipal} leaves it out only if every level is listed.
   */
  private static boolean coversCaller(
      Listing<PrincipalPattern> principals, Principal.OfAccount caller) {
    Stream<String> levels = caller.levels().stream();
    return switch (principals.sense()) {
      case THESE -> levels.anyMatch(level -> lists(principals, caller.account(), level));
      case ALL_BUT_THESE -> !levels.allMatch(level -> lists(principals, caller.account(), level));
    };
  }

  private static boolean lists(
      Listing<PrincipalPattern> principals, AccountId account, String level) {
    boolean isRoot = level.equals(new Principal.Root(account).arn());
    return principals.patterns().stream()
        .anyMatch(
            pattern ->
                switch (pattern) {
                  case PrincipalPattern.Everyone _ -> true;
                  case PrincipalPattern.Account(AccountId listed) ->
                      isRoot && listed.equals(account);
                  case PrincipalPattern.Named named -> !isRoot && named.arn().equals(level);
                  case PrincipalPattern.ServiceName _ -> false;
                });
  }
}
