package io.strongroom.analyzer.formula;

import io.strongroom.analyzer.formula.Test.Opaque;
import io.strongroom.analyzer.text.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is claimed of the values that a request has somewhere: one, several, or none at all.
 *
 * @param test what is asked of a value
 * @param negated whether a value is good that the test does not match
 * @param every whether every value has to be good, or some
 * @param ifAbsent whether the claim is true where there is no value
 * @param ifBlank what becomes of values that are all empty texts
 */
public record Claim(Test test, boolean negated, boolean every, boolean ifAbsent, Blank ifBlank) {

  /** What becomes of values that are all empty texts. */
  public enum Blank {
    /** They are tested like others. */
    TESTED,
    /** The claim is true of them. */
    TRUE,
    /** The claim is false of them. */
    FALSE
  }

  /** Returns the claim that a single value is there and that the test matches it. */
  public static Claim that(Test test) {
    return new Claim(test, false, false, false, Blank.TESTED);
  }

  /** Returns the opposite claim. */
  public Claim not() {
    Blank blank =
        switch (ifBlank) {
          case TESTED -> Blank.TESTED;
          case TRUE -> Blank.FALSE;
          case FALSE -> Blank.TRUE;
        };
    return new Claim(test, !negated, !every, !ifAbsent, blank);
  }

  /** Tells whether a value is good; where that is not known, whether it may be. */
  public boolean isGood(String value) {
    return test instanceof Opaque(_, Language most)
        ? negated || most.contains(value)
        : test.matches(value) != negated;
  }

  /**
   * Tells whether the claim is true.
   *
   * @param values the values; null if there are none
   */
  public boolean holds(@Nullable List<String> values) {
    if (values == null) {
      return ifAbsent;
    }
    if (ifBlank != Blank.TESTED && values.stream().allMatch(String::isEmpty)) {
      return ifBlank == Blank.TRUE;
    }
    return every ? values.stream().allMatch(this::isGood) : values.stream().anyMatch(this::isGood);
  }
}
