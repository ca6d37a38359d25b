package io.strongroom.analyzer.trial;

import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.Outsiders;
import io.strongroom.analyzer.PublicAccess;
import io.strongroom.analyzer.Witness;
import io.strongroom.analyzer.trial.HostilePolicies.Scheme;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Asks about policies that are built to take long. Whatever the answer is, there is one, within the
 * memory that tests have. How long it took is printed, not judged.
 *
 * <p>{@code -Dstrongroom.hostile=1000} asks about a thousand, {@code -Dstrongroom.seed=2} others.
 */
class HostilePoliciesTest {
  private static final int POLICIES = Integer.getInteger("strongroom.hostile", 36);
  private static final long SEED = Long.getLong("strongroom.seed", 1);

  @Test
  @DisplayName("Every question about a policy that means harm has an answer, a yes a witness")
  void answersCome() {
    HostilePolicies policies = new HostilePolicies(SEED);
    Findings findings = new Findings();
    Map<Scheme, Map<String, Integer>> outcomes = new EnumMap<>(Scheme.class);
    Map<Scheme, Duration> longest = new EnumMap<>(Scheme.class);
    for (int i = 0; i < POLICIES; i++) {
      Scheme scheme = HostilePolicies.SCHEMES.get(i % HostilePolicies.SCHEMES.size());
      Written policy = policies.next(scheme);
      long start = System.nanoTime();
      Answer answer =
          PublicAccess.ask(policy.document(), new Outsiders.Unnamed(), null, Limits.standard());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      longest.merge(scheme, took, (one, other) -> one.compareTo(other) > 0 ? one : other);
      outcomes
          .computeIfAbsent(scheme, _ -> new TreeMap<>())
          .merge(answer.getClass().getSimpleName(), 1, Integer::sum);
      if (answer instanceof Answer.Yes(Witness witness)) {
        Supplier<String> about = () -> policy.text() + "\n" + witness;
        findings.check(Judges.evaluatorAllows(policy, witness), "a witness is refused", about);
        Faults.of(policy, witness).forEach(fault -> findings.check(false, fault, about));
      }
    }
    for (Scheme scheme : outcomes.keySet()) {
      System.out.println(
          "hostile " + scheme + ": " + outcomes.get(scheme) + ", at most " + longest.get(scheme));
    }
    findings.assertNone();
  }
}
