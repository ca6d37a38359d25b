package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyDocument.Version;
import io.strongroom.iam.policy.ResourcePattern;
import io.strongroom.iam.policy.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The condition keys that policies ask for: in conditions, and as variables. */
public final class ContextKeys {
  private ContextKeys() {}

  /** Returns the keys as they are spelt first, each once, whatever the case; in order. */
  public static Set<String> of(Collection<PolicyDocument> policies) {
    Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (PolicyDocument policy : policies) {
      for (Statement statement : policy.statements()) {
        add(statement, policy.version(), keys);
      }
    }
    return keys;
  }

  private static void add(Statement statement, Version version, Set<String> keys) {
    for (ResourcePattern resource : statement.resources().patterns()) {
      addVariables(resource.text(), version, keys);
    }
    for (Condition condition : statement.conditions()) {
      keys.add(condition.key());
      Family family = condition.operator().family();
      if (family == Family.STRING || family == Family.ARN) {
        condition.values().forEach(value -> addVariables(value, version, keys));
      }
    }
  }

  private static void addVariables(String text, Version version, Set<String> keys) {
    for (Piece piece : Piece.split(text, version)) {
      if (piece instanceof Piece.Variable variable) {
        keys.add(variable.key().name());
      }
    }
  }
}
