package io.strongroom.analyzer.formula;

import io.strongroom.analyzer.text.Language;
import io.strongroom.iam.policy.ConditionOperator;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.ConditionValues;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a single value can be or not be, without any negation. */
public sealed interface Test {

  /** Tells whether a value is such. */
  boolean matches(String value);

  /**
   * A text of a language.
   *
   * @param language the texts
   */
  record Within(Language language) implements Test {
    @Override
    public boolean matches(String value) {
      return language.contains(value);
    }
  }

  /**
   * A number, or a time, in some order to one of some others.
   *
   * @param operator an operator over numbers or times; its negation, if it has one, is left out
   * @param limits numbers, or seconds since 1970
   */
  record Ordered(ConditionOperator operator, List<BigDecimal> limits) implements Test {

    /** Copies the list. */
    public Ordered {
      limits = List.copyOf(limits);
    }

    /** Tells whether these are times. */
    public boolean isOfTimes() {
      return operator.family() == Family.DATE;
    }

    @Override
    public boolean matches(String value) {
      BigDecimal number = isOfTimes() ? ConditionValues.time(value) : ConditionValues.number(value);
      return number != null && limits.stream().anyMatch(limit -> fits(number.compareTo(limit)));
    }

    private boolean fits(int order) {
      return switch (operator) {
        case NUMERIC_LESS_THAN, DATE_LESS_THAN -> order < 0;
        case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> order <= 0;
        case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> order > 0;
        case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> order >= 0;
        default -> order == 0;
      };
    }
  }

  /**
   * An address of a set.
   *
   * @param set the set
   */
  record Addresses(AddressSet set) implements Test {
    @Override
    public boolean matches(String value) {
      return set.contains(value);
    }
  }

  /**
   * Something about which little is known but its name: the same name is the same test.
   *
   * @param name what tells it from others
   * @param most the texts that it can match at most
   */
  record Opaque(String name, Language most) implements Test {

    /** Refuses to answer. */
    @Override
    public boolean matches(String value) {
      throw new IllegalStateException("it is not known what matches " + name);
    }
  }

  /** Returns this as an opaque test, or null. */
  default @Nullable Opaque asOpaque() {
    return this instanceof Opaque opaque ? opaque : null;
  }
}
