package io.strongroom.analyzer.encode;

import io.strongroom.analyzer.formula.AddressSet;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.text.Language;
import io.strongroom.analyzer.text.Pattern;
import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.PolicyDocument.Version;
import io.strongroom.iam.policy.eval.Piece;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes tests of the values of conditions and of the patterns over resources. */
final class Texts {
  private static final int VARIABLES_FROM_COLON = 5;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final Known known;
  private final Version version;
  private final Kept kept;

  /**
   * Makes tests.
   *
   * @param kept where tests are kept that do not depend on what is known
   */
  Texts(Known known, Version version, Kept kept) {
    this.known = known;
    this.version = version;
    this.kept = kept;
  }

  /** Makes the test of a condition of any operator but {@code Null}, without its negation. */
  Test test(Condition condition) {
    boolean free =
        version == Version.V2008_10_17
            || condition.values().stream().noneMatch(value -> value.contains("${"));
    return free ? kept.test(condition, "values", () -> made(condition)) : made(condition);
  }

  private Test made(Condition condition) {
    List<String> values = condition.values();
    return switch (condition.operator().family()) {
      case STRING, ARN -> texts(condition);
      case NUMERIC -> new Test.Ordered(condition.operator(), numbers(values));
      case DATE -> new Test.Ordered(condition.operator(), times(values));
      case BOOL -> new Test.Within(Language.ignoringCase(exact(values)));
      case BINARY -> new Test.Within(Language.ofTexts(sameBytes(values)));
      case IP -> new Test.Addresses(AddressSet.of(values));
      case NULL -> throw new IllegalArgumentException("Null compares no values");
    };
  }

  private static List<Pattern> exact(List<String> values) {
    return values.stream().map(Pattern::exact).toList();
  }

  private static List<BigDecimal> numbers(List<String> values) {
    return values.stream().map(ConditionValues::number).filter(Objects::nonNull).toList();
  }

  private static List<BigDecimal> times(List<String> values) {
    return values.stream().map(ConditionValues::time).filter(Objects::nonNull).toList();
  }

  private Test texts(Condition condition) {
    List<List<Piece>> all =
        condition.values().stream().map(value -> Piece.split(value, version)).toList();
    Language language = language(condition.operator(), all);
    return all.stream().anyMatch(this::isLoose)
        ? opaque(sort(condition.operator()), condition.values(), language)
        : new Test.Within(language);
  }

  private Language language(ConditionOperator operator, List<List<Piece>> all) {
    List<Pattern> patterns = new ArrayList<>();
    for (List<Piece> pieces : all) {
      Pattern pattern =
          switch (operator) {
            case STRING_LIKE, STRING_NOT_LIKE -> Pattern.like(pieces, this::value);
            default ->
                operator.family() == Family.ARN
                    ? Pattern.arn(pieces, this::value)
                    : Pattern.exact(pieces, this::value);
          };
      if (pattern != null) {
        patterns.add(pattern);
      }
    }
    return sort(operator).equals("case") ? Language.ignoringCase(patterns) : Language.of(patterns);
  }

  private static String sort(ConditionOperator operator) {
    return switch (operator) {
      case STRING_LIKE, STRING_NOT_LIKE -> "like";
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> "case";
      default -> operator.family() == Family.ARN ? "arn" : "equals";
    };
  }

  private static Test opaque(String sort, List<String> values, Language most) {
    return new Test.Opaque(sort + values.stream().sorted().distinct().toList(), most);
  }

  /** Makes the tests of patterns over resources, one of which has to match. */
  List<Test> resources(List<String> texts) {
    List<Test> tests = new ArrayList<>();
    List<Pattern> patterns = new ArrayList<>();
    for (String text : texts) {
      List<Piece> pieces = resource(text);
      Pattern pattern = Pattern.inParts(pieces, this::value);
      if (pattern != null && isLoose(pieces)) {
        tests.add(opaque("resource", List.of(text), Language.of(List.of(pattern))));
      } else if (pattern != null) {
        patterns.add(pattern);
      }
    }
    tests.add(new Test.Within(Language.of(patterns)));
    return tests;
  }

  /** Takes a pattern over resources apart; variables stand only behind the fifth colon. */
  private List<Piece> resource(String text) {
    return resource(text, version);
  }

  /** Takes a pattern over resources apart; variables stand only behind the fifth colon. */
  static List<Piece> resource(String text, Version version) {
    int colon = -1;
    for (int i = 0; i < VARIABLES_FROM_COLON; i++) {
      colon = text.indexOf(':', colon + 1);
      if (colon < 0) {
        return List.of(new Piece.Plain(text));
      }
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece.Plain(text.substring(0, colon + 1)));
    pieces.addAll(Piece.split(text.substring(colon + 1), version));
    return pieces;
  }

  private boolean isLoose(List<Piece> pieces) {
    return pieces.stream()
        .anyMatch(
            piece ->
                piece instanceof Piece.Variable(var key, _)
                    && known.loose().contains(key.folded()));
  }

  static boolean hasVariable(List<Piece> pieces) {
    return pieces.stream().anyMatch(Piece.Variable.class::isInstance);
  }

  private Pattern.@Nullable Value value(Piece.Variable variable) {
    String key = variable.key().folded();
    if (known.loose().contains(key)) {
      return new Pattern.Value.Any();
    }
    String value = known.variables().getOrDefault(key, Optional.empty()).orElse(null);
    String text = value == null ? variable.otherwise() : value;
    return text == null ? null : new Pattern.Value.Text(text);
  }

  /** Returns all texts that are read as the same bytes as one of the values. */
  private static Set<String> sameBytes(List<String> values) {
    Set<String> texts = new LinkedHashSet<>();
    for (String value : values) {
      byte[] bytes = ConditionValues.bytes(value);
      if (bytes != null) {
        String bare = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        String padding = "=".repeat((4 - bare.length() % 4) % 4);
        for (String same : sameBytes(bare)) {
          texts.add(same + padding);
          texts.add(same);
        }
      }
    }
    return texts;
  }

  /** The last letter has bits that do not count where the bytes do not fill their letters. */
  private static List<String> sameBytes(String bare) {
    int loose =
        switch (bare.length() % 4) {
          case 2 -> 16;
          case 3 -> 4;
          default -> 1;
        };
    if (loose == 1) {
      return List.of(bare);
    }
    String start = bare.substring(0, bare.length() - 1);
    int last = LETTERS.indexOf(bare.charAt(bare.length() - 1)) / loose * loose;
    List<String> same = new ArrayList<>();
    for (int i = 0; i < loose; i++) {
      same.add(start + LETTERS.charAt(last + i));
    }
    return same;
  }

  /** Returns the patterns of actions as one language, in lower case. */
  static Language actions(List<String> patterns) {
    return Language.of(
        patterns.stream()
            .map(text -> Pattern.like(List.of(new Piece.Plain(lower(text))), _ -> null))
            .filter(Objects::nonNull)
            .toList());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
