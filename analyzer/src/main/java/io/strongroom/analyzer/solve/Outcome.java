package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.Subject;
import java.util.List;
import java.util.Map;

/** What became of the search for values of which some claims are true. */
sealed interface Outcome {

  /**
   * There are such values.
   *
   * @param values for each part of the request that has a value, those; without the others
   */
  record Found(Map<Subject, List<String>> values) implements Outcome {

    /** Copies the map. */
    public Found {
      values = Map.copyOf(values);
    }
  }

  /** There are none. */
  record None() implements Outcome {}

  /**
   * It could not be found out.
   *
   * @param reason why, as the end of a sentence
   */
  record Open(String reason) implements Outcome {}
}
