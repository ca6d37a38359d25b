package io.strongroom.analyzer;

import io.strongroom.analyzer.encode.Encoder;
import io.strongroom.analyzer.encode.Kept;
import io.strongroom.analyzer.encode.Known;
import io.strongroom.analyzer.encode.Variables;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.solve.CallerShape;
import io.strongroom.analyzer.solve.Model;
import io.strongroom.analyzer.solve.Solver;
import io.strongroom.analyzer.text.Budget;
import io.strongroom.analyzer.text.OutOfBudgetException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ContextKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One proof: a question about policies, asked for callers of every sort. */
final class Proof {
  private static final String RESOURCE_ACCOUNT = "aws:resourceaccount";

  private final Predicate<Witness> replay;
  private final Map<String, String> constants;
  private final Variables variables;
  private final Map<String, String> spelled = new HashMap<>();
  private final Kept kept = new Kept();
  private final Budget budget;

  /**
   * Begins a proof, and to count its time.
   *
   * @param policies the policies that it is about
   * @param secret the ARN of the resource, if it is given
   * @param constants what every request has under a condition key; names in lower case
   * @param replay tells what the evaluator says of a witness
   */
  Proof(
      List<PolicyDocument> policies,
      @Nullable String secret,
      Map<String, String> constants,
      Predicate<Witness> replay,
      Limits limits) {
    this.replay = replay;
    this.constants = new HashMap<>(constants);
    AccountId owner = owner(secret);
    if (owner != null) {
      this.constants.put(RESOURCE_ACCOUNT, owner.digits());
    }
    this.variables = Variables.of(policies, Optional.ofNullable(secret));
    this.budget = new Budget(limits.time(), limits.memory());
    ContextKeys.of(policies).forEach(key -> spelled.put(key.toLowerCase(Locale.ROOT), key));
  }

  static @Nullable AccountId owner(@Nullable String resource) {
    Arn arn = resource == null ? null : Arn.parse(resource);
    return arn != null && AccountId.isAccountId(arn.account())
        ? new AccountId(arn.account())
        : null;
  }

  /**
   * Asks whether the formula is true of a request by callers of one of these sorts.
   *
   * @param shapes the sorts of callers, the preferred first
   * @param question makes the formula
   */
  Answer ask(List<CallerShape> shapes, Function<Encoder, Formula> question) {
    Answer answer = new Answer.No();
    try {
      for (CallerShape shape : shapes) {
        Answer one = ask(shape, question);
        if (one instanceof Answer.Yes) {
          return one;
        }
        answer = one.mayBe() ? one : answer;
      }
      return answer;
    } catch (OutOfBudgetException e) {
      return new Answer.Unknown(e.reason());
    }
  }

  private Answer ask(CallerShape shape, Function<Encoder, Formula> question) {
    if (variables.isEmpty()) {
      return answer(shape, question, Known.of(constants));
    }
    boolean constant = variables.areConstant(shape, constants);
    if (!constant && isExcluded(shape, question)) {
      return new Answer.No();
    }
    List<Answer> answers = new ArrayList<>();
    for (Map<String, Optional<String>> choice : variables.choices(shape, constants)) {
      Answer answer = answer(shape, question, Known.of(constants, choice));
      if (answer instanceof Answer.Yes) {
        return answer;
      }
      answers.add(answer);
    }
    return constant
        ? answers.getFirst()
        : new Answer.Unknown("a policy variable stands for more values than were tried");
  }

  /** Tells whether there is no such request, whatever stands for variables. */
  private boolean isExcluded(CallerShape shape, Function<Encoder, Formula> question) {
    if (solve(shape, question, variables.loose(constants)) instanceof Solver.Result.Unsatisfiable) {
      return true;
    }
    return variables.presences(shape, constants).stream()
        .map(known -> solve(shape, question, known))
        .allMatch(Solver.Result.Unsatisfiable.class::isInstance);
  }

  private Solver.Result solve(CallerShape shape, Function<Encoder, Formula> question, Known known) {
    Encoder encoder = new Encoder(shape, known, kept);
    Formula formula = Formula.all(List.of(question.apply(encoder), Variables.held(known, encoder)));
    return Solver.solve(formula, shape, budget);
  }

  private Answer answer(CallerShape shape, Function<Encoder, Formula> question, Known known) {
    return switch (solve(shape, question, known)) {
      case Solver.Result.Unsatisfiable _ -> new Answer.No();
      case Solver.Result.Undecided(String reason) -> new Answer.Unknown(reason);
      case Solver.Result.Satisfied(Model model) -> {
        Witness witness = witness(model, known.variables());
        yield replay.test(witness)
            ? new Answer.Yes(witness)
            : new Answer.Unknown("the evaluator does not agree with the proof");
      }
    };
  }

  /** What stands for a variable is a single value, whatever the key. */
  private Witness witness(Model model, Map<String, Optional<String>> choice) {
    SortedMap<String, KeyValue> keys = new TreeMap<>();
    model
        .keys()
        .forEach(
            (name, values) -> {
              boolean many = Model.mayBeMany(name) && !choice.containsKey(name);
              keys.put(
                  spelled.getOrDefault(name, name),
                  many ? new KeyValue.Many(values) : new KeyValue.One(values.getFirst()));
            });
    AccountId owner = model.keys().containsKey(RESOURCE_ACCOUNT) ? null : owner(model.resource());
    return new Witness(model.caller(), Action.of(model.action()), model.resource(), owner, keys);
  }
}
