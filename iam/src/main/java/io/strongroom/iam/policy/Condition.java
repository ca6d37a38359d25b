package io.strongroom.iam.policy;

import java.util.List;

/**
 * One entry of a {@code Condition} element: an operator over one key. Several values are
 * alternatives for a positive operator and all excluded by a negated one.
 *
 * <p>Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 *
 * @param quantifier how an operator meets a key of several values
 * @param operator what is compared
 * @param ifAbsent what a missing key means
 * @param key such as {@code aws:SourceArn}; compared ignoring case
 * @param values one or more, well-formed for the operator
 */
public record Condition(
    Quantifier quantifier,
    ConditionOperator operator,
    IfAbsent ifAbsent,
    String key,
    List<String> values) {

  /** Copies the list. */
  public Condition {
    values = List.copyOf(values);
  }

  /** How an operator meets a key of several values. */
  public enum Quantifier {
    /** No prefix. */
    NONE,
    /** {@code ForAllValues:} every value of the request matches; true if there is none. */
    FOR_ALL_VALUES,
    /** {@code ForAnyValue:} some value of the request matches. */
    FOR_ANY_VALUE
  }

  /** What a key that is missing from the request means. */
  public enum IfAbsent {
    /** A positive operator does not hold; a negated one does. */
    BY_OPERATOR,
    /** The suffix {@code IfExists}: the condition holds. */
    HOLDS
  }
}
