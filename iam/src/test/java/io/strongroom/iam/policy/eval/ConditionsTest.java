package io.strongroom.iam.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The operators, row by row as the guide describes them. */
class ConditionsTest {

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @DisplayName("An operator over a single-valued key")
  @CsvFileSource(
      resources = "operators.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      quoteCharacter = '`')
  void operatorCompares(String operator, String wanted, String value, boolean expected) {
    String condition = "{'" + operator + "':{'K:One':" + wanted + "}}";
    Map<String, KeyValue> keys = new HashMap<>();
    keys.put("k:who", new KeyValue.One("ann"));
    if (!value.equals("absent")) {
      keys.put("k:one", new KeyValue.One(value.equals("empty") ? "" : value));
    }
    assertEquals(expected, Asking.holds(condition, keys));
  }

  @ParameterizedTest(name = "{0} {1} [{2}]: {3}")
  @DisplayName("An operator over a multi-valued key")
  @CsvFileSource(resources = "sets.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
  void operatorComparesSets(String operator, String wanted, String values, boolean expected) {
    String condition = "{'" + operator + "':{'k:many':" + wanted + "}}";
    List<String> texts = values.equals("none") ? List.of() : Arrays.asList(values.split(",", -1));
    Map<String, KeyValue> keys =
        values.equals("absent") ? Map.of() : Map.of("k:many", new KeyValue.Many(texts));
    assertEquals(expected, Asking.holds(condition, keys));
  }
}
