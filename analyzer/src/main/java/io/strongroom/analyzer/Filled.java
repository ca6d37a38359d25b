package io.strongroom.analyzer;

import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.Listing;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyDocument.Version;
import io.strongroom.iam.policy.ResourcePattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.eval.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what is known of a caller into a policy, in place of the variables that stand for it. */
final class Filled {
  private static final int VARIABLES_FROM_COLON = 5;

  private final Map<String, Optional<String>> known;

  private Filled(Map<String, Optional<String>> known) {
    this.known = known;
  }

  /**
   * Returns a policy that says the same of requests of which this is known.
   *
   * @param known what requests have under condition keys, names in lower case; an empty one where
   *     they have nothing
   */
  static PolicyDocument in(PolicyDocument policy, Map<String, Optional<String>> known) {
    if (policy.version() == Version.V2008_10_17) {
      return policy;
    }
    Filled filled = new Filled(known);
    return new PolicyDocument(
        policy.kind(),
        policy.version(),
        policy.id(),
        policy.statements().stream().map(filled::statement).toList());
  }

  private Statement statement(Statement statement) {
    return new Statement(
        statement.sid(),
        statement.effect(),
        statement.principals(),
        statement.actions(),
        resources(statement.resources()),
        statement.conditions().stream().map(this::condition).toList());
  }

  private Listing<ResourcePattern> resources(Listing<ResourcePattern> resources) {
    List<ResourcePattern> filled = new ArrayList<>();
    boolean changed = false;
    for (ResourcePattern pattern : resources.patterns()) {
      String text = pattern.text();
      String next = text.contains("${") ? resource(text) : text;
      changed |= !text.equals(next);
      if (next != null) {
        filled.add(new ResourcePattern(next));
      }
    }
    return changed ? new Listing<>(resources.sense(), filled) : resources;
  }

  private @Nullable String resource(String text) {
    int colon = -1;
    for (int i = 0; i < VARIABLES_FROM_COLON; i++) {
      colon = text.indexOf(':', colon + 1);
      if (colon < 0) {
        return text;
      }
    }
    String rest = text(text.substring(colon + 1), false);
    return rest == null ? null : text.substring(0, colon + 1) + rest;
  }

  private Condition condition(Condition condition) {
    Family family = condition.operator().family();
    if ((family != Family.STRING && family != Family.ARN)
        || condition.values().stream().noneMatch(value -> value.contains("${"))) {
      return condition;
    }
    List<String> values = new ArrayList<>();
    for (String value : condition.values()) {
      String filled = value.contains("${") ? text(value, family == Family.STRING) : value;
      if (filled != null) {
        values.add(filled);
      }
    }
    return new Condition(
        condition.quantifier(),
        condition.operator(),
        condition.ifAbsent(),
        condition.key(),
        values);
  }

  /**
   * Returns a text with variables filled in; null if one has no value, so that nothing matches.
   *
   * @param colons whether colons are characters like others
   */
  private @Nullable String text(String text, boolean colons) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : Piece.split(text, Version.V2012_10_17)) {
      switch (piece) {
        case Piece.Plain(String plain) -> filled.append(plain.replace("$", "${$}"));
        case Piece.Quoted(char c) -> filled.append("${").append(c).append('}');
        case Piece.Variable variable -> {
          Optional<String> value = known.get(variable.key().folded());
          String literal = value == null ? null : value.orElse(variable.otherwise());
          if (value != null && literal == null) {
            return null;
          }
          filled.append(
              literal == null || (!colons && literal.contains(":"))
                  ? written(variable)
                  : quoted(literal));
        }
      }
    }
    return filled.toString();
  }

  private static String written(Piece.Variable variable) {
    String otherwise = variable.otherwise() == null ? "" : ", '" + variable.otherwise() + "'";
    return "${" + variable.key().name() + otherwise + "}";
  }

  private static String quoted(String literal) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      quoted.append("*?$".indexOf(c) < 0 ? String.valueOf(c) : "${" + c + "}");
    }
    return quoted.toString();
  }
}
