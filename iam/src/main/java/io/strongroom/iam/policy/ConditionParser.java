package io.strongroom.iam.policy;

import io.strongroom.iam.policy.Condition.IfAbsent;
import io.strongroom.iam.policy.Condition.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@code Condition} element of a statement. */
final class ConditionParser {
  private static final String ALL_VALUES = "forallvalues:";
  private static final String ANY_VALUE = "foranyvalue:";
  private static final String IF_EXISTS = "ifexists";

  private ConditionParser() {}

  /** Reads all entries, in order; an empty object has none. */
  static List<Condition> conditions(Json element) throws PolicySyntaxException {
    List<Condition> conditions = new ArrayList<>();
    Set<String> operators = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, Json> block : PolicyParser.members("Condition", element)) {
      if (!operators.add(block.getKey())) {
        throw PolicySyntaxException.grammar("an operator comes twice", block.getKey());
      }
      Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      for (Map.Entry<String, Json> entry : PolicyParser.members(block.getKey(), block.getValue())) {
        if (!keys.add(entry.getKey())) {
          throw PolicySyntaxException.grammar("a condition key comes twice", entry.getKey());
        }
        conditions.add(condition(block.getKey(), entry.getKey(), entry.getValue()));
      }
      if (keys.isEmpty()) {
        operator(block.getKey());
      }
    }
    return conditions;
  }

  private static Condition condition(String name, String key, Json element)
      throws PolicySyntaxException {
    ConditionOperator operator = operator(name);
    if (!isKey(key)) {
      throw PolicySyntaxException.grammar("a condition key has a vendor and a name", key)
          .iamMessage(IamWording.ofConditionKey());
    }
    List<String> values = values(key, element);
    for (String value : values) {
      if (!ConditionValues.fit(operator.family(), value)) {
        throw PolicySyntaxException.grammar("no value for " + operator.wireName(), value);
      }
    }
    return new Condition(quantifier(name), operator, ifAbsent(name), key, values);
  }

  /** Reads an operator's name without its prefix and suffix; {@code Null} has neither. */
  private static ConditionOperator operator(String name) throws PolicySyntaxException {
    int start =
        switch (quantifier(name)) {
          case NONE -> 0;
          case FOR_ALL_VALUES -> ALL_VALUES.length();
          case FOR_ANY_VALUE -> ANY_VALUE.length();
        };
    int suffix = ifAbsent(name) == IfAbsent.HOLDS ? IF_EXISTS.length() : 0;
    int end = Math.max(start, name.length() - suffix);
    ConditionOperator operator = ConditionOperator.named(name.substring(start, end));
    if (operator == null || (operator == ConditionOperator.NULL && end - start != name.length())) {
      throw PolicySyntaxException.grammar("unknown condition operator", name);
    }
    return operator;
  }

  private static Quantifier quantifier(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    if (folded.startsWith(ALL_VALUES)) {
      return Quantifier.FOR_ALL_VALUES;
    }
    return folded.startsWith(ANY_VALUE) ? Quantifier.FOR_ANY_VALUE : Quantifier.NONE;
  }

  private static IfAbsent ifAbsent(String name) {
    boolean suffixed = name.toLowerCase(Locale.ROOT).endsWith(IF_EXISTS);
    return suffixed ? IfAbsent.HOLDS : IfAbsent.BY_OPERATOR;
  }

  /** Tells whether {@code key} is a vendor, a colon and a name. */
  private static boolean isKey(String key) {
    int colon = key.indexOf(':');
    if (colon <= 0 || colon == key.length() - 1) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      char c = key.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static List<String> values(String key, Json element) throws PolicySyntaxException {
    List<Json> items = element instanceof Json.Arr(var list) ? list : List.of(element);
    List<String> values = new ArrayList<>();
    for (Json item : items) {
      switch (item) {
        case Json.Text(String text) -> values.add(text);
        case Json.Bare(String text) -> values.add(text);
        case Json.Obj _, Json.Arr _, Json.Null _ ->
            throw PolicySyntaxException.grammar("not a value of a condition", key);
      }
    }
    if (values.isEmpty()) {
      throw PolicySyntaxException.grammar("a condition without values", key);
    }
    return values;
  }
}
