package io.strongroom.analyzer.encode;

import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Claim.Blank;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Formula.Fact;
import io.strongroom.analyzer.formula.Subject;
import io.strongroom.analyzer.formula.Subject.ActionName;
import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.formula.Subject.Resource;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.solve.CallerShape;
import io.strongroom.analyzer.text.Language;
import io.strongroom.iam.policy.ActionPattern;
import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.Condition.IfAbsent;
import io.strongroom.iam.policy.Condition.Quantifier;
import io.strongroom.iam.policy.ConditionOperator;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.Listing;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.ResourcePattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes formulas of policies: of which requests is it true that the policy allows them. What a
 * statement means stands in the evaluator too; that both say the same is tested.
 *
 * <p>Source: Backes et al., "Semantic-based Automated Reasoning for AWS Access Policies using SMT",
 * 2018; IAM User Guide, "Policy evaluation logic".
 */
public final class Encoder {
  private final CallerShape shape;
  private final Known known;
  private final Kept kept;

  /**
   * Makes formulas about callers of one sort.
   *
   * @param kept the tests that the proof has made
   */
  public Encoder(CallerShape shape, Known known, Kept kept) {
    this.shape = shape;
    this.known = known;
    this.kept = kept;
  }

  /** Returns of what sort callers are. */
  public CallerShape shape() {
    return shape;
  }

  /** Returns that some statement of a policy grants the request and none refuses it. */
  public Formula allowed(PolicyDocument policy) {
    return Formula.all(List.of(granted(policy), refused(policy).not()));
  }

  /** Returns that some statement of a policy grants the request. */
  public Formula granted(PolicyDocument policy) {
    return some(policy, Effect.ALLOW);
  }

  /** Returns that some statement of a policy refuses the request. */
  public Formula refused(PolicyDocument policy) {
    return some(policy, Effect.DENY);
  }

  private Formula some(PolicyDocument policy, Effect effect) {
    List<Formula> statements = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      if (statement.effect() == effect) {
        statements.add(applies(policy, statement));
      }
    }
    return Formula.any(statements);
  }

  /** Returns that a statement of a policy applies to the request. */
  public Formula applies(PolicyDocument policy, Statement statement) {
    Texts texts = new Texts(known, policy.version(), kept);
    Formula met = new Principals(statement, kept).met(shape);
    if (met.equals(Formula.of(false))) {
      return met;
    }
    List<Formula> parts = new ArrayList<>();
    parts.add(met);
    parts.add(action(statement.actions()));
    parts.add(resource(statement.resources(), texts));
    for (Condition condition : statement.conditions()) {
      parts.add(condition(condition, texts));
    }
    return Formula.all(parts);
  }

  private Formula action(Listing<ActionPattern> actions) {
    Test test = kept.test(actions, "actions", () -> new Test.Within(Texts.actions(texts(actions))));
    return sensed(actions.sense(), new Fact(new ActionName(), Claim.that(test)));
  }

  private static List<String> texts(Listing<ActionPattern> actions) {
    return actions.patterns().stream()
        .map(
            pattern ->
                pattern.isOfAnyService() ? "*" : pattern.service() + ":" + pattern.operation())
        .toList();
  }

  private static Formula resource(Listing<ResourcePattern> resources, Texts texts) {
    if (resources.patterns().stream().anyMatch(pattern -> pattern.text().equals("*"))) {
      return sensed(resources.sense(), Formula.of(true));
    }
    List<Formula> any = new ArrayList<>();
    for (Test test :
        texts.resources(resources.patterns().stream().map(ResourcePattern::text).toList())) {
      any.add(new Fact(new Resource(), Claim.that(test)));
    }
    return sensed(resources.sense(), Formula.any(any));
  }

  private static Formula sensed(Sense sense, Formula these) {
    return sense == Sense.THESE ? these : these.not();
  }

  private Formula condition(Condition condition, Texts texts) {
    String key = condition.key().toLowerCase(Locale.ROOT);
    if (condition.operator() != ConditionOperator.NULL) {
      return about(key, claim(condition, texts));
    }
    boolean present = condition.values().stream().anyMatch(ConditionValues::isFalse);
    boolean absent = condition.values().stream().anyMatch(ConditionValues::isTrue);
    if (present && absent) {
      return Formula.of(true);
    }
    Claim missing =
        new Claim(new Test.Within(Language.ofTexts(List.of(""))), false, true, true, Blank.TESTED);
    return about(key, absent ? missing : missing.not());
  }

  private static Claim claim(Condition condition, Texts texts) {
    boolean negated = condition.operator().isNegated();
    boolean every =
        switch (condition.quantifier()) {
          case NONE -> negated;
          case FOR_ALL_VALUES -> true;
          case FOR_ANY_VALUE -> false;
        };
    boolean ofAll = condition.quantifier() == Quantifier.FOR_ALL_VALUES;
    boolean ifAbsent = condition.ifAbsent() == IfAbsent.HOLDS || every;
    return new Claim(
        texts.test(condition), negated, every, ifAbsent, ofAll ? Blank.TRUE : Blank.TESTED);
  }

  /** Returns a claim about a condition key, whatever it belongs to. */
  public Formula about(String key, Claim claim) {
    CallerText text = shape.text(key);
    if (text != null) {
      return new Fact(text, claim);
    }
    String constant = shape.constant(key);
    if (constant == null) {
      constant = known.constants().get(key);
    }
    if (constant != null && claim.test().asOpaque() == null) {
      return Formula.of(claim.holds(List.of(constant)));
    }
    return constant == null && CallerShape.isOfCaller(key)
        ? Formula.of(claim.ifAbsent())
        : new Fact(new Subject.Key(key), claim);
  }
}
