package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Formula.Fact;
import io.strongroom.analyzer.formula.Subject;
import io.strongroom.analyzer.formula.Subject.ActionName;
import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.formula.Subject.Resource;
import io.strongroom.analyzer.solve.KeySolver.Form;
import io.strongroom.analyzer.text.Alphabet;
import io.strongroom.analyzer.text.Budget;
import io.strongroom.analyzer.text.TextSearch.Part;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds values for the parts of a request, each apart from the others. Only the texts of a caller
 * hang together; they are one part.
 */
final class Theory {
  private static final List<String> SECRETS =
      List.of(
          "arn:aws:secretsmanager:us-east-1:999911112222:secret:example-AbCdEf",
          "arn:aws:secretsmanager:us-east-1:999922221111:secret:example-AbCdEf",
          "*");
  private static final Form OF_ACTIONS =
      new Form(
          List.of(
              Part.atLeast(Alphabet.OF_ACTIONS, 1, 1),
              Part.fixed(":", 1),
              Part.atLeast(Alphabet.OF_ACTIONS, 1, 1)),
          Pattern.compile("[a-z0-9_-]+:[a-z0-9_-]+").asMatchPredicate());

  private final CallerShape shape;
  private final Budget budget;

  Theory(CallerShape shape, Budget budget) {
    this.shape = shape;
    this.budget = budget;
  }

  /** Returns the part of a request that a subject belongs to. */
  static Subject group(Subject subject) {
    return subject instanceof CallerText ? CallerText.ARN : subject;
  }

  /** Finds values of a group of which all facts are true. */
  Outcome solve(Subject group, List<Fact> facts) {
    List<Claim> claims = facts.stream().map(Fact::claim).toList();
    return switch (group) {
      case CallerText _ -> CallerSolver.solve(shape, facts, budget);
      case ActionName _ ->
          KeySolver.present(group, ActionNames.usual(), OF_ACTIONS, claims, budget);
      case Resource _ -> KeySolver.present(group, SECRETS, Form.ANY, claims, budget);
      case Subject.Key key -> KeySolver.key(key, claims, budget);
    };
  }

  CallerShape shape() {
    return shape;
  }

  Budget budget() {
    return budget;
  }
}
