package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.Condition.IfAbsent;
import io.strongroom.iam.policy.Condition.Quantifier;
import io.strongroom.iam.policy.ConditionOperator;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.PolicyDocument.Version;
import java.util.List;

/**
 * One entry of a {@code Condition} element, ready to be asked.
 *
 * <p>Source: IAM User Guide, "Condition operators" and "Set operators for multi-valued context
 * keys". Own rule: a key of several values under an operator without prefix is taken as {@code
 * ForAnyValue}, under a negated one as {@code ForAllValues}.
 */
sealed interface CompiledCondition {

  /** Tells whether the condition holds. */
  boolean holds(Inquiry inquiry);

  /** Compiles a condition of a policy in {@code version} of the language. */
  static CompiledCondition of(Condition condition, Version version) {
    ConditionKey key = ConditionKey.of(condition.key());
    if (condition.operator() == ConditionOperator.NULL) {
      boolean present = condition.values().stream().anyMatch(ConditionValues::isFalse);
      boolean absent = condition.values().stream().anyMatch(ConditionValues::isTrue);
      return new Presence(key, present, absent);
    }
    boolean negated = condition.operator().isNegated();
    boolean ifAbsent =
        condition.ifAbsent() == IfAbsent.HOLDS
            || switch (condition.quantifier()) {
              case NONE -> negated;
              case FOR_ALL_VALUES -> true;
              case FOR_ANY_VALUE -> false;
            };
    Comparison comparison = Comparison.of(condition, version);
    return new Values(key, condition.quantifier(), comparison, negated, ifAbsent);
  }

  /** Tells whether a key is there with nothing in it. */
  private static boolean isBlank(KeyValue value) {
    return switch (value) {
      case KeyValue.One(String text) -> text.isEmpty();
      case KeyValue.Many(List<String> texts) -> texts.stream().allMatch(String::isEmpty);
    };
  }

  /**
   * The operator {@code Null}.
   *
   * @param ifPresent whether it holds for a key that is present and not empty
   * @param ifAbsent whether it holds for any other
   */
  record Presence(ConditionKey key, boolean ifPresent, boolean ifAbsent)
      implements CompiledCondition {
    @Override
    public boolean holds(Inquiry inquiry) {
      KeyValue value = inquiry.ask(key);
      return (value == null || isBlank(value)) ? ifAbsent : ifPresent;
    }
  }

  /**
   * Any other operator.
   *
   * @param negated whether a value is good that matches none of the policy's
   * @param ifAbsent what holds without a value
   */
  record Values(
      ConditionKey key,
      Quantifier quantifier,
      Comparison comparison,
      boolean negated,
      boolean ifAbsent)
      implements CompiledCondition {
    @Override
    public boolean holds(Inquiry inquiry) {
      KeyValue value = inquiry.ask(key);
      if (value == null) {
        return ifAbsent;
      }
      if (quantifier == Quantifier.FOR_ALL_VALUES && isBlank(value)) {
        return true;
      }
      return switch (value) {
        case KeyValue.One(String text) -> isGood(text, inquiry);
        case KeyValue.Many(List<String> texts) ->
            needsAll()
                ? texts.stream().allMatch(text -> isGood(text, inquiry))
                : texts.stream().anyMatch(text -> isGood(text, inquiry));
      };
    }

    private boolean needsAll() {
      return switch (quantifier) {
        case NONE -> negated;
        case FOR_ALL_VALUES -> true;
        case FOR_ANY_VALUE -> false;
      };
    }

    private boolean isGood(String text, Inquiry inquiry) {
      return comparison.matches(text, inquiry) != negated;
    }
  }
}
