package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.IpRange;
import io.strongroom.iam.policy.PolicyDocument.Version;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How an operator, taken without its negation, compares one value of a request with the values of a
 * policy, which are alternatives. A value of a request that has not the operator's form matches
 * none.
 */
@FunctionalInterface
interface Comparison {

  /** Tells whether {@code value} matches one of the policy's values. */
  boolean matches(String value, Inquiry inquiry);

  /** Makes the comparison of a condition of any operator but {@code Null}. */
  static Comparison of(Condition condition, Version version) {
    List<String> values = condition.values();
    return switch (condition.operator().family()) {
      case STRING -> ofStrings(condition, version);
      case ARN -> ofArns(values, version);
      case NUMERIC -> ofNumbers(condition, ConditionValues::number);
      case DATE -> ofNumbers(condition, ConditionValues::time);
      case BOOL -> ofTruth(values);
      case BINARY -> ofBytes(values);
      case IP -> ofAddresses(values);
      case NULL -> throw new IllegalArgumentException("Null compares no values");
    };
  }

  private static Comparison ofStrings(Condition condition, Version version) {
    return switch (condition.operator()) {
      case STRING_LIKE, STRING_NOT_LIKE -> {
        TextPattern[] patterns =
            condition.values().stream()
                .map(text -> TextPattern.of(Piece.split(text, version)))
                .toArray(TextPattern[]::new);
        yield (value, inquiry) -> {
          for (TextPattern pattern : patterns) {
            if (pattern.matches(value, inquiry)) {
              return true;
            }
          }
          return false;
        };
      }
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
          ofTexts(condition.values(), version, String::equalsIgnoreCase);
      default -> ofTexts(condition.values(), version, String::equals);
    };
  }

  private static Comparison ofTexts(
      List<String> values, Version version, BiPredicate<String, String> same) {
    Template[] templates =
        values.stream()
            .map(text -> new Template(Piece.split(text, version)))
            .toArray(Template[]::new);
    return (value, inquiry) -> {
      inquiry.step(templates.length);
      for (Template template : templates) {
        String text = template.fill(inquiry);
        if (text != null && same.test(text, value)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Comparison ofArns(List<String> values, Version version) {
    List<ArnPattern> patterns =
        values.stream().map(text -> ArnPattern.of(text, version)).filter(Objects::nonNull).toList();
    return (value, inquiry) -> {
      for (ArnPattern pattern : patterns) {
        if (pattern.matches(value, inquiry)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Comparison ofNumbers(
      Condition condition, Function<String, @Nullable BigDecimal> reading) {
    IntPredicate order = order(condition.operator());
    List<BigDecimal> limits =
        condition.values().stream().map(reading).filter(Objects::nonNull).toList();
    return (value, inquiry) -> {
      inquiry.step(limits.size());
      BigDecimal number = reading.apply(value);
      return number != null
          && limits.stream().anyMatch(limit -> order.test(number.compareTo(limit)));
    };
  }

  private static IntPredicate order(ConditionOperator operator) {
    return switch (operator) {
      case NUMERIC_LESS_THAN, DATE_LESS_THAN -> order -> order < 0;
      case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> order -> order <= 0;
      case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> order -> order > 0;
      case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> order -> order >= 0;
      default -> order -> order == 0;
    };
  }

  private static Comparison ofTruth(List<String> values) {
    boolean ofTrue = values.stream().anyMatch(ConditionValues::isTrue);
    boolean ofFalse = values.stream().anyMatch(ConditionValues::isFalse);
    return (value, _) ->
        (ofTrue && ConditionValues.isTrue(value)) || (ofFalse && ConditionValues.isFalse(value));
  }

  private static Comparison ofBytes(List<String> values) {
    List<byte[]> known =
        values.stream().map(ConditionValues::bytes).filter(Objects::nonNull).toList();
    return (value, inquiry) -> {
      inquiry.step(known.size());
      byte[] bytes = ConditionValues.bytes(value);
      return bytes != null && known.stream().anyMatch(other -> Arrays.equals(other, bytes));
    };
  }

  private static Comparison ofAddresses(List<String> values) {
    List<IpRange> ranges = values.stream().map(IpRange::parse).filter(Objects::nonNull).toList();
    return (value, inquiry) -> {
      inquiry.step(ranges.size());
      IpRange address = IpRange.parse(value);
      return address != null && address.isSingle() && contains(ranges, address);
    };
  }

  private static boolean contains(List<IpRange> ranges, IpRange address) {
    for (IpRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
