package io.strongroom.analyzer.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.OneAlone;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the rewritings, on which {@link ComparisonTest} rests, to the evaluator. */
class RewritesTest {
  private static final int POLICIES = 200;
  private static final int REQUESTS = 40;
  private static final int FEWEST = 3;

  @Test
  @DisplayName("A policy that is written otherwise allows the same of many requests")
  void meaningStays() {
    RandomPolicies policies = new RandomPolicies(7);
    Random random = new Random(7);
    Map<String, Integer> made = new TreeMap<>();
    int allowed = 0;
    for (int i = 0; i < POLICIES; i++) {
      Written policy = policies.next();
      for (Map.Entry<String, Rewrites.Rewrite> each : Rewrites.all().entrySet()) {
        Rewrites.Pair pair = each.getValue().of(policy, random);
        if (pair != null) {
          made.merge(each.getKey(), 1, Integer::sum);
          allowed += allowedByBoth(each.getKey(), pair, random);
        }
      }
    }
    assertTrue(allowed > POLICIES * REQUESTS, "few are allowed: " + allowed);
    for (String name : Rewrites.all().keySet()) {
      assertTrue(made.getOrDefault(name, 0) >= FEWEST, () -> name + " is rare: " + made);
    }
  }

  private static int allowedByBoth(String name, Rewrites.Pair pair, Random random) {
    CompiledPolicy before = pair.before().compiled();
    CompiledPolicy after = pair.after().compiled();
    List<Written> both = List.of(pair.before(), pair.after());
    Requests requests = new Requests(both, false, null, random);
    int allowed = 0;
    for (int i = 0; i < REQUESTS; i++) {
      RequestContext request = requests.next(i % 2 == 0);
      boolean yes = OneAlone.allows(before, request);
      assertEquals(
          yes,
          OneAlone.allows(after, request),
          () ->
              name
                  + "\n"
                  + pair.before().text()
                  + "\n"
                  + pair.after().text()
                  + "\n"
                  + Told.of(both, request));
      allowed += yes ? 1 : 0;
    }
    return allowed;
  }
}
