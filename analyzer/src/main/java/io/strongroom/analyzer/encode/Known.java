package io.strongroom.analyzer.encode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is taken for known when policies are made into formulas.
 *
 * @param constants what every request has under a condition key; names in lower case
 * @param variables what stands for policy variables, or that nothing does; names in lower case
 * @param loose variables of which nothing is assumed: texts that have them are tests of which
 *     little is known
 * @param present those of the loose ones that every request has, and not empty
 */
public record Known(
    Map<String, String> constants,
    Map<String, Optional<String>> variables,
    Set<String> loose,
    Set<String> present) {

  /** Copies what it is given. */
  public Known {
    constants = Map.copyOf(constants);
    variables = Map.copyOf(variables);
    loose = Set.copyOf(loose);
    present = Set.copyOf(present);
  }

  /** Returns that nothing stands for any variable, as where there are none. */
  public static Known of(Map<String, String> constants) {
    return of(constants, Map.of());
  }

  /** Returns that these stand for variables. */
  public static Known of(Map<String, String> constants, Map<String, Optional<String>> variables) {
    return new Known(constants, variables, Set.of(), Set.of());
  }

  /** Returns this, and that this stands for a variable. */
  Known with(String key, Optional<String> value) {
    Map<String, Optional<String>> more = new HashMap<>(variables);
    more.put(key, value);
    return new Known(constants, more, loose, present);
  }

  /**
   * Returns this, and that nothing is assumed of a variable but, perhaps, that it is there and not
   * empty.
   */
  Known withLoose(String key, boolean isPresent) {
    Set<String> more = new HashSet<>(loose);
    more.add(key);
    Set<String> there = new HashSet<>(present);
    if (isPresent) {
      there.add(key);
    }
    return new Known(constants, variables, more, there);
  }
}
