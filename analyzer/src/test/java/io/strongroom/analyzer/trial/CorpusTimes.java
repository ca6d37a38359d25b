package io.strongroom.analyzer.trial;

import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.Outsiders;
import io.strongroom.analyzer.PublicAccess;
import io.strongroom.iam.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Measures how long a proof takes on policies as teams write them, once the machine is warm: the
 * median, the 99th of a hundred, the longest, and how many questions stay open. Its name keeps it
 * out of the tests that always run; {@code -Dstrongroom.corpus=5000} asks about more policies:
 *
 * <pre>{@code
 * mvn test -pl analyzer -am -Dtest=CorpusTimes -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class CorpusTimes {
  private static final int POLICIES = Integer.getInteger("strongroom.corpus", 1_000);
  private static final long SEED = Long.getLong("strongroom.seed", 1);
  private static final int WARM_UP = 2;
  private static final double MICROS = 1e3;

  @Test
  @DisplayName("Times of proofs, for reading")
  void times() {
    RealisticPolicies made = new RealisticPolicies(SEED);
    List<PolicyDocument> policies = new ArrayList<>();
    for (int i = 0; i < POLICIES; i++) {
      policies.add(made.next().document());
    }
    for (int i = 0; i < WARM_UP; i++) {
      measured(policies, new TreeMap<>());
    }
    Map<String, Integer> outcomes = new TreeMap<>();
    long[] nanos = measured(policies, outcomes);
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "corpus of %d: median %.1f us, p99 %.1f us, max %.1f us, %s, unknown %.2f %%%n",
        POLICIES,
        nanos[POLICIES / 2] / MICROS,
        nanos[POLICIES * 99 / 100] / MICROS,
        nanos[POLICIES - 1] / MICROS,
        outcomes,
        100.0 * outcomes.getOrDefault("Unknown", 0) / POLICIES);
  }

  private static long[] measured(List<PolicyDocument> policies, Map<String, Integer> outcomes) {
    long[] nanos = new long[policies.size()];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      Answer answer =
          PublicAccess.ask(policies.get(i), new Outsiders.Unnamed(), null, Limits.standard());
      nanos[i] = System.nanoTime() - start;
      outcomes.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
    }
    return nanos;
  }
}
