package io.strongroom.analyzer.encode;

import io.strongroom.analyzer.formula.Test;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The tests that one proof has made of parts of its policies. Used by one thread. */
public final class Kept {
  private final IdentityHashMap<Object, Map<String, Test>> tests = new IdentityHashMap<>();

  /**
   * Returns the test of a part of a policy.
   *
   * @param part the part; another that is equal is another part
   * @param aspect which test of the part
   * @param making makes the test, if it was not made before
   */
  Test test(Object part, String aspect, Supplier<Test> making) {
    Map<String, Test> ofPart = tests.computeIfAbsent(part, _ -> new HashMap<>());
    Test test = ofPart.get(aspect);
    if (test == null) {
      test = making.get();
      ofPart.put(aspect, test);
    }
    return test;
  }
}
