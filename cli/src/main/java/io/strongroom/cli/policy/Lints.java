package io.strongroom.cli.policy;

import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.StatementUse;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PrincipalPattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is odd about a policy and yet no reason to refuse it. */
final class Lints {

  /**
   * What says on whose behalf a service acts. Source: IAM User Guide, "The confused deputy
   * problem".
   */
  private static final Set<String> SOURCES =
      Set.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths");

  private Lints() {}

  /**
   * Returns what is odd, a sentence each.
   *
   * @param time how long a proof about a statement may take
   */
  static List<String> of(PolicyDocument policy, Duration time) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < policy.statements().size(); i++) {
      Statement statement = policy.statements().get(i);
      String name = Shown.statement(i, statement);
      if (letsServiceInForAnybody(statement)) {
        found.add(
            name
                + " lets a service in on anybody's behalf: no condition on aws:SourceArn or"
                + " aws:SourceAccount");
      }
      Answer use = StatementUse.applies(policy, i, Single.limits(time));
      if (use instanceof Answer.No) {
        found.add(name + " can never apply");
      }
    }
    return found;
  }

  private static boolean letsServiceInForAnybody(Statement statement) {
    return statement.effect() == Effect.ALLOW
        && statement.principals().sense() == Sense.THESE
        && statement.principals().patterns().stream()
            .anyMatch(PrincipalPattern.ServiceName.class::isInstance)
        && statement.conditions().stream()
            .noneMatch(condition -> SOURCES.contains(condition.key().toLowerCase(Locale.ROOT)));
  }
}
