package io.strongroom.iam.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.NaiveEvaluator.NaivePolicies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes of a policy can and cannot do, whatever it says. */
class LawsTest {
  private static final int CASES = 600;

  @ParameterizedTest
  @EnumSource(
      value = PolicyKind.class,
      names = {"IDENTITY", "BOUNDARY", "SESSION", "ORGANIZATION", "RESOURCE"})
  void oneMoreDenyNeverAllowsMore(PolicyKind kind) {
    assertTrue(changes(kind, "Deny", true, false) > 0);
    assertEquals(0, changes(kind, "Deny", false, true));
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyKind.class,
      names = {"IDENTITY", "BOUNDARY", "SESSION", "ORGANIZATION", "RESOURCE"})
  void oneMoreAllowNeverAllowsLess(PolicyKind kind) {
    assertTrue(changes(kind, "Allow", false, true) > 0);
    assertEquals(0, changes(kind, "Allow", true, false));
  }

  /** Counts how often one more statement turns one answer into the other. */
  private static int changes(PolicyKind kind, String effect, boolean before, boolean after) {
    RandomCases cases = new RandomCases(5);
    int changes = 0;
    for (int i = 0; i < CASES; i++) {
      RandomCases.Case pair = cases.next();
      Map<String, Object> statement = cases.statement(kind);
      statement.put("Effect", effect);
      NaivePolicies more = adding(pair.naive(), kind, statement);
      boolean allowedBefore = allowed(pair);
      boolean allowedAfter = allowed(pair, more);
      changes += allowedBefore == before && allowedAfter == after ? 1 : 0;
    }
    return changes;
  }

  private static NaivePolicies adding(
      NaivePolicies all, PolicyKind kind, Map<String, Object> statement) {
    List<Object> organization = all.organization();
    List<Object> identity = all.identity();
    Object resource = all.resource();
    Object boundary = all.boundary();
    List<Object> session = all.session();
    switch (kind) {
      case IDENTITY -> identity = appended(identity, statement);
      case ORGANIZATION ->
          organization = organization == null ? null : appended(organization, statement);
      case SESSION -> session = session == null ? null : appended(session, statement);
      case BOUNDARY -> boundary = boundary == null ? null : joined(boundary, statement);
      default -> {
        boolean fits = all.resourceKind().equals(kind.name());
        resource = resource == null || !fits ? resource : joined(resource, statement);
      }
    }
    return new NaivePolicies(
        organization, identity, resource, all.resourceKind(), boundary, session);
  }

  private static List<Object> appended(List<Object> policies, Map<String, Object> statement) {
    List<Object> appended = new ArrayList<>(policies);
    appended.add(Map.of("Version", "2012-10-17", "Statement", statement));
    return appended;
  }

  private static Object joined(Object policy, Map<String, Object> statement) {
    List<Object> statements =
        new ArrayList<>(NaiveEvaluator.listed(((Map<?, ?>) policy).get("Statement")));
    statements.add(statement);
    return with(policy, "Statement", statements);
  }

  private static Object with(Object object, String name, Object value) {
    Map<Object, Object> changed = new LinkedHashMap<>((Map<?, ?>) object);
    changed.put(name, value);
    return changed;
  }

  private static boolean allowed(RandomCases.Case pair) {
    return Evaluator.judge(pair.context(), pair.policies()).isAllowed();
  }

  private static boolean allowed(RandomCases.Case pair, NaivePolicies policies) {
    return Evaluator.judge(pair.context(), RandomCases.compiled(policies)).isAllowed();
  }

  @Test
  void orderOfStatementsAndPoliciesDoesNotMatter() {
    RandomCases cases = new RandomCases(7);
    Random random = new Random(7);
    for (int i = 0; i < CASES; i++) {
      RandomCases.Case pair = cases.next();
      NaivePolicies all = pair.naive();
      List<Object> identity = new ArrayList<>(all.identity());
      Collections.shuffle(identity, random);
      identity.replaceAll(policy -> reversed(policy));
      NaivePolicies shuffled =
          new NaivePolicies(
              all.organization(),
              identity,
              all.resource() == null ? null : reversed(all.resource()),
              all.resourceKind(),
              all.boundary() == null ? null : reversed(all.boundary()),
              all.session());
      assertEquals(allowed(pair), allowed(pair, shuffled));
    }
  }

  private static Object reversed(Object policy) {
    List<Object> statements =
        new ArrayList<>(NaiveEvaluator.listed(((Map<?, ?>) policy).get("Statement")));
    Collections.reverse(statements);
    return with(policy, "Statement", statements);
  }

  @Test
  void ifExistsHoldsWheneverThePlainOperatorDoes() {
    int plain = 0;
    int suffixed = 0;
    for (Verdicts verdicts : verdicts("IfExists")) {
      assertTrue(verdicts.changed() || !verdicts.plain());
      plain += verdicts.plain() ? 1 : 0;
      suffixed += verdicts.changed() ? 1 : 0;
    }
    assertTrue(plain > 0 && suffixed > plain);
  }

  @Test
  void negatedOperatorIsTheComplementWithoutASetOperator() {
    int plain = 0;
    for (Verdicts verdicts : verdicts("Not")) {
      assertEquals(!verdicts.plain(), verdicts.changed());
      plain += verdicts.plain() ? 1 : 0;
    }
    assertTrue(plain > 0);
  }

  /** What a condition says, and what the same with a changed operator says of the same request. */
  private record Verdicts(boolean plain, boolean changed) {}

  private static List<Verdicts> verdicts(String change) {
    List<Verdicts> verdicts = new ArrayList<>();
    Random random = new Random(11);
    RandomStatements statements = new RandomStatements(random);
    RandomCases cases = new RandomCases(11);
    while (verdicts.size() < CASES) {
      Object condition = statements.next(PolicyKind.IDENTITY).get("Condition");
      if (condition instanceof Map<?, ?> blocks && blocks.size() == 1) {
        Map.Entry<?, ?> block = blocks.entrySet().iterator().next();
        String plain = (String) block.getKey();
        String changed = changed(plain, change);
        if (changed != null) {
          RequestContext context = cases.next().context();
          verdicts.add(
              new Verdicts(
                  holds(Map.of(plain, block.getValue()), context),
                  holds(Map.of(changed, block.getValue()), context)));
        }
      }
    }
    return verdicts;
  }

  private static @Nullable String changed(String plain, String change) {
    if (plain.toLowerCase(Locale.ROOT).contains("ifexists") || plain.equalsIgnoreCase("Null")) {
      return null;
    }
    if (change.equals("IfExists")) {
      return plain + change;
    }
    return switch (plain) {
      case "StringEquals" -> "StringNotEquals";
      case "StringNotEqualsIgnoreCase" -> "StringEqualsIgnoreCase";
      case "StringLike" -> "StringNotLike";
      case "NumericEquals" -> "NumericNotEquals";
      case "DateEquals" -> "DateNotEquals";
      case "IpAddress" -> "NotIpAddress";
      case "ArnLike" -> "ArnNotLike";
      case "ArnNotEquals" -> "ArnEquals";
      default -> null;
    };
  }

  private static boolean holds(Map<?, ?> condition, RequestContext context) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Action", "*");
    statement.put("Resource", "*");
    statement.put("Condition", condition);
    return allows(statement, context);
  }

  private static boolean allows(Map<String, Object> statement, RequestContext context) {
    Object policy = Map.of("Version", "2012-10-17", "Statement", statement);
    NaivePolicies only = new NaivePolicies(null, List.of(policy), null, "RESOURCE", null, null);
    CompiledPolicy compiled = RandomCases.compiled(only).identity().getFirst().policy();
    return compiled.allow(new Inquiry(context, null)) != null;
  }

  @Test
  void negatedElementsAreComplements() {
    RandomCases cases = new RandomCases(13);
    int covered = 0;
    for (int i = 0; i < CASES; i++) {
      Map<String, Object> statement = cases.statement(PolicyKind.IDENTITY);
      RequestContext context = cases.next().context();
      for (String element : List.of("Action", "Resource")) {
        Object patterns = statement.getOrDefault(element, statement.get("Not" + element));
        boolean listed = covers(element, patterns, context);
        assertEquals(!listed, covers("Not" + element, patterns, context));
        covered += listed ? 1 : 0;
      }
    }
    assertTrue(covered > 0);
  }

  private static boolean covers(String element, @Nullable Object patterns, RequestContext context) {
    String other = element.endsWith("Action") ? "Resource" : "Action";
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put(element, patterns == null ? "*" : patterns);
    statement.put(other, "*");
    return allows(statement, context);
  }
}
