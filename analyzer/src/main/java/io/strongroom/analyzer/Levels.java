package io.strongroom.analyzer;

import io.strongroom.iam.policy.Listing;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PrincipalPattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cuts what the policy of a resource grants to what it grants somebody by some of their names. What
 * that is worth depends on the name: a grant to the account is worth nothing without another by an
 * identity policy.
 *
 * <p>Source: IAM User Guide, "Policy evaluation logic".
 */
final class Levels {
  private Levels() {}

  /** Returns what is granted to whoever needs nothing else: users, sessions and everybody. */
  static PolicyDocument enoughAlone(PolicyDocument policy) {
    return cut(
        policy,
        pattern ->
            switch (pattern) {
              case PrincipalPattern.Everyone _ -> true;
              case PrincipalPattern.Named named -> named.kind() != PrincipalPattern.Kind.ROLE;
              case PrincipalPattern.UniqueId(String id) -> id.startsWith("AIDA");
              case PrincipalPattern.Account _,
                  PrincipalPattern.ServiceName _,
                  PrincipalPattern.Federated _ ->
                  false;
            },
        true);
  }

  /** Returns what is granted to roles. */
  static PolicyDocument ofRoles(PolicyDocument policy) {
    return cut(
        policy,
        pattern ->
            switch (pattern) {
              case PrincipalPattern.Named named -> named.kind() == PrincipalPattern.Kind.ROLE;
              case PrincipalPattern.UniqueId(String id) -> id.startsWith("AROA");
              default -> false;
            },
        false);
  }

  /** Returns what is granted to accounts. */
  static PolicyDocument ofAccounts(PolicyDocument policy) {
    return cut(policy, PrincipalPattern.Account.class::isInstance, false);
  }

  /** A {@code NotPrincipal} meets everybody by no name of theirs. */
  private static PolicyDocument cut(
      PolicyDocument policy, Predicate<PrincipalPattern> names, boolean everybody) {
    List<Statement> statements = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      Listing<PrincipalPattern> principals = statement.principals();
      if (statement.effect() == Effect.DENY) {
        continue;
      }
      if (principals.sense() == Sense.ALL_BUT_THESE) {
        if (everybody) {
          statements.add(statement);
        }
        continue;
      }
      List<PrincipalPattern> kept = principals.patterns().stream().filter(names).toList();
      if (!kept.isEmpty()) {
        statements.add(
            new Statement(
                statement.sid(),
                statement.effect(),
                new Listing<>(Sense.THESE, kept),
                statement.actions(),
                statement.resources(),
                statement.conditions()));
      }
    }
    return new PolicyDocument(policy.kind(), policy.version(), policy.id(), statements);
  }
}
