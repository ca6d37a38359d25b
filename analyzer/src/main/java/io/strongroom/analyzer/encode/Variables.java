package io.strongroom.analyzer.encode;

import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Claim.Blank;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.solve.CallerShape;
import io.strongroom.analyzer.solve.Model;
import io.strongroom.analyzer.text.Language;
import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyDocument.Version;
import io.strongroom.iam.policy.ResourcePattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.eval.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The policy variables of some policies, and what may stand for them. One is the value of a
 * condition key in the middle of the test of another, which the search does not know how to find;
 * so some values are tried that could make a difference.
 */
public final class Variables {
  private static final int MOST_VALUES = 10;
  private static final int MOST_CHOICES = 100;
  private static final int MOST_PRESENCES = 8;

  /** So many texts are held against templates at most. */
  private static final int MOST_PAIRS = 5_000;

  private final Set<String> keys = new TreeSet<>();
  private final Map<String, Set<String>> values = new TreeMap<>();
  private final List<List<Piece>> templates = new ArrayList<>();
  private final Set<String> texts = new LinkedHashSet<>();

  private Variables() {}

  /**
   * Gathers the variables of policies.
   *
   * @param resource the ARN of the resource; null if it is not given
   */
  public static Variables of(List<PolicyDocument> policies, Optional<String> resource) {
    Variables variables = new Variables();
    resource.ifPresent(variables.texts::add);
    for (PolicyDocument policy : policies) {
      for (Statement statement : policy.statements()) {
        variables.add(statement, policy.version());
      }
    }
    return variables;
  }

  private void add(Statement statement, Version version) {
    for (ResourcePattern resource : statement.resources().patterns()) {
      add(Texts.resource(resource.text(), version));
    }
    for (Condition condition : statement.conditions()) {
      Family family = condition.operator().family();
      if (family == Family.STRING || family == Family.ARN) {
        for (String value : condition.values()) {
          List<Piece> pieces = Piece.split(value, version);
          add(pieces);
          if (!Texts.hasVariable(pieces)) {
            texts.add(value);
            values.computeIfAbsent(folded(condition), _ -> new LinkedHashSet<>()).add(value);
          }
        }
      }
    }
  }

  private static String folded(Condition condition) {
    return condition.key().toLowerCase(Locale.ROOT);
  }

  private void add(List<Piece> pieces) {
    if (Texts.hasVariable(pieces)) {
      templates.add(pieces);
      for (Piece piece : pieces) {
        if (piece instanceof Piece.Variable(var key, _)) {
          keys.add(key.folded());
        }
      }
    }
  }

  /** Tells whether there are none. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * Returns values to try for all variables at once.
   *
   * @param constants what every request has under a condition key
   */
  public List<Map<String, Optional<String>>> choices(
      CallerShape shape, Map<String, String> constants) {
    List<Map<String, Optional<String>>> choices = new ArrayList<>();
    choices.add(Map.of());
    for (String key : keys) {
      List<Optional<String>> some = values(key, shape, constants);
      List<Map<String, Optional<String>>> longer = new ArrayList<>();
      for (Optional<String> value : some) {
        for (Map<String, Optional<String>> choice : choices) {
          if (longer.size() < MOST_CHOICES) {
            Map<String, Optional<String>> next = new LinkedHashMap<>(choice);
            next.put(key, value);
            longer.add(next);
          }
        }
      }
      choices = longer;
    }
    return choices;
  }

  /**
   * Tells whether {@link #choices} are all that there are: whether nothing but constants stands for
   * variables.
   */
  public boolean areConstant(CallerShape shape, Map<String, String> constants) {
    return keys.stream()
        .allMatch(
            key ->
                shape.text(key) == null
                    && (shape.constant(key) != null || constants.containsKey(key)));
  }

  /** Returns that nothing is assumed of any variable. */
  public Known loose(Map<String, String> constants) {
    return new Known(constants, Map.of(), keys, Set.of());
  }

  /**
   * Returns all ways in which variables can be missing, empty or something else. Where they are too
   * many, nothing is said of some.
   *
   * @param constants what every request has under a condition key
   */
  public List<Known> presences(CallerShape shape, Map<String, String> constants) {
    List<Known> all = new ArrayList<>();
    all.add(Known.of(constants));
    for (String key : keys) {
      boolean ofCaller = shape.text(key) != null;
      Set<String> fixed = constants(key, shape, constants);
      boolean split = !ofCaller && all.size() < MOST_PRESENCES && !Model.mayBeMany(key);
      List<Known> longer = new ArrayList<>();
      for (Known known : all) {
        if (!fixed.isEmpty()) {
          longer.add(known.with(key, fixed.stream().findFirst()));
        } else {
          longer.add(known.withLoose(key, split));
          if (split) {
            longer.add(known.with(key, Optional.empty()));
            longer.add(known.with(key, Optional.of("")));
          }
        }
      }
      all = longer;
    }
    return all;
  }

  private static Set<String> constants(
      String key, CallerShape shape, Map<String, String> constants) {
    String constant = shape.constant(key);
    if (constant == null) {
      constant = constants.get(key);
    }
    return constant == null ? Set.of() : Set.of(constant);
  }

  private List<Optional<String>> values(
      String key, CallerShape shape, Map<String, String> constants) {
    Set<String> fixed = constants(key, shape, constants);
    if (!fixed.isEmpty()) {
      return List.of(fixed.stream().findFirst());
    }
    Set<String> some = new LinkedHashSet<>(Model.usual(key, shape));
    some.addAll(fitting(key));
    some.addAll(values.getOrDefault(key, Set.of()));
    List<Optional<String>> options = new ArrayList<>();
    some.stream().limit(MOST_VALUES).forEach(value -> options.add(Optional.of(value)));
    if (shape.text(key) == null) {
      options.add(Optional.empty());
    }
    return options;
  }

  /**
   * Returns what stands between the same texts, in texts of the policies, as the variable does in a
   * template: with it, the template may match.
   */
  private Set<String> fitting(String key) {
    Set<String> fitting = new LinkedHashSet<>();
    int pairs = 0;
    for (List<Piece> template : templates) {
      int place = place(template, key);
      for (String text : texts) {
        pairs++;
        if (place < 0 || pairs > MOST_PAIRS || fitting.size() >= MOST_VALUES) {
          break;
        }
        String before = place == 0 ? "" : end(template.get(place - 1));
        String after = place + 1 == template.size() ? "" : beginning(template.get(place + 1));
        int found = text.indexOf(before);
        int start = found + before.length();
        int end = after.isEmpty() ? text.length() : text.indexOf(after, Math.max(start, 0));
        if (found >= 0 && end > start) {
          fitting.add(text.substring(start, end));
        }
      }
    }
    return fitting;
  }

  private static int place(List<Piece> template, String key) {
    for (int i = 0; i < template.size(); i++) {
      if (template.get(i) instanceof Piece.Variable(var name, _) && name.folded().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the text behind the last wildcard of a piece. */
  private static String end(Piece piece) {
    String text = piece instanceof Piece.Plain(String plain) ? plain : "";
    return text.substring(Math.max(text.lastIndexOf('*'), text.lastIndexOf('?')) + 1);
  }

  /** Returns the text before the first wildcard of a piece. */
  private static String beginning(Piece piece) {
    String text = piece instanceof Piece.Plain(String plain) ? plain : "";
    int end = 0;
    while (end < text.length() && text.charAt(end) != '*' && text.charAt(end) != '?') {
      end++;
    }
    return text.substring(0, end);
  }

  /** Returns that the request has what is taken to stand for variables. */
  public static Formula held(Known known, Encoder encoder) {
    List<Formula> facts = new ArrayList<>();
    known
        .variables()
        .forEach(
            (key, value) -> {
              Language language = Language.ofTexts(value.stream().toList());
              Claim every =
                  new Claim(new Test.Within(language), false, true, value.isEmpty(), Blank.TESTED);
              facts.add(encoder.about(key, every));
            });
    Test none = new Test.Within(Language.ofTexts(List.of("")));
    for (String key : known.present()) {
      facts.add(encoder.about(key, new Claim(none, true, false, false, Blank.TESTED)));
    }
    return Formula.all(facts);
  }
}
