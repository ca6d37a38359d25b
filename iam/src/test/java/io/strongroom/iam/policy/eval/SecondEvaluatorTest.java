package io.strongroom.iam.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.policy.eval.Decision.Allowed;
import io.strongroom.iam.policy.eval.Decision.Denied;
import io.strongroom.iam.policy.eval.Decision.ExplicitDeny;
import io.strongroom.iam.policy.eval.Decision.NoAllow;
import io.strongroom.iam.policy.eval.Decision.SessionTokenLimit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compares the evaluator with one that was written twice; see {@link NaiveEvaluator}. */
class SecondEvaluatorTest {
  private static final int PAIRS = Integer.getInteger("strongroom.pairs", 20_000);
  private static final long SEED = Long.getLong("strongroom.seed", 1);

  /** No outcome is rarer than one in so many pairs. */
  private static final int RAREST = 500;

  @Test
  @DisplayName("Both evaluators say the same of random requests before random policies")
  void bothAgree() {
    RandomCases cases = new RandomCases(SEED);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < PAIRS; i++) {
      RandomCases.Case pair = cases.next();
      String expected = new NaiveEvaluator(pair.request()).judge(pair.naive());
      String actual = outcome(Evaluator.judge(pair.context(), pair.policies()));
      int number = i;
      assertEquals(
          expected, actual, () -> number + ": " + pair.request() + "\n" + JsonText.of(all(pair)));
      outcomes.merge(actual, 1, Integer::sum);
    }
    assertTrue(outcomes.getOrDefault("allow", 0) > PAIRS / 5, outcomes::toString);
    for (PolicySource source : PolicySource.values()) {
      assertTrue(outcomes.getOrDefault("none " + source, 0) > PAIRS / RAREST, outcomes::toString);
      assertTrue(outcomes.getOrDefault("deny " + source, 0) > PAIRS / RAREST, outcomes::toString);
    }
    assertTrue(outcomes.getOrDefault("token", 0) > PAIRS / RAREST, outcomes::toString);
  }

  private static Map<String, Object> all(RandomCases.Case pair) {
    Map<String, Object> all = new TreeMap<>();
    all.put("organization", String.valueOf(pair.naive().organization()));
    all.put("identity", pair.naive().identity());
    all.put(pair.naive().resourceKind(), String.valueOf(pair.naive().resource()));
    all.put("boundary", String.valueOf(pair.naive().boundary()));
    all.put("session", String.valueOf(pair.naive().session()));
    return all;
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Allowed _ -> "allow";
      case Denied(ExplicitDeny(Match by)) -> "deny " + by.source();
      case Denied(NoAllow(PolicySource source)) -> "none " + source;
      case Denied(SessionTokenLimit()) -> "token";
    };
  }
}
