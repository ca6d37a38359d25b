package io.strongroom.iam.policy.eval;

import java.util.Locale;

/**
 * The name of a condition key.
 *
 * @param name as the policy spells it
 * @param folded in lower case, as it is compared
 */
public record ConditionKey(String name, String folded) {

  /** Returns the key of this name, in whatever case. */
  public static ConditionKey of(String name) {
    return new ConditionKey(name, name.toLowerCase(Locale.ROOT));
  }
}
