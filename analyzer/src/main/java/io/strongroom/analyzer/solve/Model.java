package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Formula.All;
import io.strongroom.analyzer.formula.Formula.Any;
import io.strongroom.analyzer.formula.Formula.Fact;
import io.strongroom.analyzer.formula.Subject;
import io.strongroom.analyzer.formula.Subject.ActionName;
import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.formula.Subject.Resource;
import io.strongroom.iam.policy.eval.Caller;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request of which a formula is true.
 *
 * @param shape the sort of caller
 * @param values for each part of the request that has a value, those
 */
public record Model(CallerShape shape, Map<Subject, List<String>> values) {

  /** Copies the map. */
  public Model {
    values = Map.copyOf(values);
  }

  /** Returns the caller. */
  public Caller caller() {
    Map<CallerText, String> texts = new EnumMap<>(CallerText.class);
    values.forEach(
        (subject, value) -> {
          if (subject instanceof CallerText text) {
            texts.put(text, value.getFirst());
          }
        });
    return shape.caller(texts);
  }

  /** Returns the action, as it is usually written. */
  public String action() {
    return ActionNames.written(only(new ActionName()));
  }

  /** Returns the ARN of the resource. */
  public String resource() {
    return only(new Resource());
  }

  private String only(Subject subject) {
    return values.getOrDefault(subject, List.of("")).getFirst();
  }

  /** Returns the values of condition keys that are not the caller's, by their names. */
  public SortedMap<String, List<String>> keys() {
    SortedMap<String, List<String>> keys = new TreeMap<>();
    values.forEach(
        (subject, value) -> {
          if (subject instanceof Subject.Key(String name)) {
            keys.put(name, value);
          }
        });
    return keys;
  }

  /** Tells whether several values are possible under a condition key; its name in lower case. */
  public static boolean mayBeMany(String key) {
    return KeyDomain.of(key).many();
  }

  /** Returns values of a condition key, in lower case, that nothing speaks against. */
  public static List<String> usual(String key, CallerShape shape) {
    CallerText text = shape.text(key);
    if (text == null) {
      return KeyDomain.of(key).usual();
    }
    String usual = CallerForm.usual(shape, CallerSolver.ACCOUNTS.getFirst()).get(text);
    return usual == null ? List.of() : List.of(usual);
  }

  /** Tells whether a formula is true of the values. */
  static boolean holds(Formula formula, Map<Subject, List<String>> values) {
    return switch (formula) {
      case Fact(Subject subject, var claim) ->
          claim.test().asOpaque() == null && claim.holds(values.get(subject));
      case All(List<Formula> parts) -> parts.stream().allMatch(part -> holds(part, values));
      case Any(List<Formula> parts) -> parts.stream().anyMatch(part -> holds(part, values));
    };
  }
}
