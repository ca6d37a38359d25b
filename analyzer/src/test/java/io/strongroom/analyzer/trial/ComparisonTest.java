package io.strongroom.analyzer.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.PolicyComparison;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.OneAlone;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Tries comparisons on random policies and what became of them: by an edit, where each yes is
 * judged by its witness and each no is attacked with requests, and by a rewriting that leaves the
 * meaning, where the answer is no both ways.
 *
 * <p>{@code -Dstrongroom.comparisons=100000} tries more, {@code -Dstrongroom.seed=2} others.
 */
class ComparisonTest {
  private static final int PAIRS = Integer.getInteger("strongroom.comparisons", 1_500);
  private static final long SEED = Long.getLong("strongroom.seed", 1);
  private static final int BY_CHANCE = 200;
  private static final int AIMED = 200;
  private static final int REWRITTEN = PAIRS / 40;
  private static final double MOST_UNKNOWN = 0.05;
  private static final double FEWEST = 0.1;

  @Test
  @DisplayName("A policy allows what an edited one does not, or no request shows a difference")
  void editsAreSeen() {
    RandomPolicies policies = new RandomPolicies(SEED);
    Random random = new Random(SEED);
    Edits edits = new Edits(random);
    Map<String, Integer> outcomes = new TreeMap<>();
    Findings findings = new Findings();
    for (int i = 0; i < PAIRS; i++) {
      Written policy = policies.next();
      Edits.Edited edited = edits.any(policy);
      boolean forth = i % 2 == 0;
      Written one = forth ? policy : edited.policy();
      Written other = forth ? edited.policy() : policy;
      Answer answer = PolicyComparison.ask(one.document(), other.document(), Limits.standard());
      outcomes.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
      String message = edited.name() + "\n" + one.text() + "\n" + other.text();
      switch (answer) {
        case Answer.Yes(Witness witness) -> checkWitness(one, other, witness, message, findings);
        case Answer.No() -> attack(one, other, random, message, findings);
        case Answer.Unknown _ -> {}
      }
    }
    System.out.println("compared: " + outcomes);
    findings.assertNone();
    int unknown = outcomes.getOrDefault("Unknown", 0);
    assertTrue(unknown < PAIRS * MOST_UNKNOWN, outcomes::toString);
    assertTrue(outcomes.getOrDefault("Yes", 0) > PAIRS * FEWEST, outcomes::toString);
    assertTrue(outcomes.getOrDefault("No", 0) > PAIRS * FEWEST, outcomes::toString);
  }

  /** The second evaluator knows only whole judgements, so it is asked across accounts alone. */
  private static void checkWitness(
      Written one, Written other, Witness witness, String message, Findings findings) {
    Supplier<String> about = () -> message + "\n" + witness;
    findings.check(
        OneAlone.allows(one.compiled(), witness.request()), "the first refuses a witness", about);
    findings.check(
        !OneAlone.allows(other.compiled(), witness.request()),
        "the second allows a witness",
        about);
    if (witness.owner() != null && !witness.owner().equals(witness.caller().account())) {
      boolean told =
          Judges.evaluatorAllows(one, witness)
              && !Judges.evaluatorAllows(other, witness)
              && Judges.naiveVerdict(one, witness).equals("allow")
              && !Judges.naiveVerdict(other, witness).equals("allow");
      findings.check(told, "whole judgements do not bear a witness out", about);
    }
  }

  private static void attack(
      Written one, Written other, Random random, String message, Findings findings) {
    CompiledPolicy first = one.compiled();
    CompiledPolicy second = other.compiled();
    List<Written> both = List.of(one, other);
    Requests requests = new Requests(both, false, null, random);
    for (int i = 0; i < BY_CHANCE + AIMED; i++) {
      RequestContext request = requests.next(i >= BY_CHANCE);
      if (OneAlone.allows(first, request) && !OneAlone.allows(second, request)) {
        findings.check(
            false, "a request differs past a no", () -> message + "\n" + Told.of(both, request));
        return;
      }
    }
  }

  @Test
  @DisplayName("A policy that is written otherwise allows nothing more, and nothing less")
  void rewritingsAreTheSame() {
    RandomPolicies policies = new RandomPolicies(SEED + 1);
    Random random = new Random(SEED);
    Map<String, Integer> unknown = new TreeMap<>();
    Findings findings = new Findings();
    int asked = 0;
    for (int i = 0; i < REWRITTEN; i++) {
      Written policy = policies.next();
      for (Map.Entry<String, Rewrites.Rewrite> each : Rewrites.all().entrySet()) {
        Rewrites.Pair pair = each.getValue().of(policy, random);
        if (pair != null) {
          asked += 2;
          int both =
              unknown(each.getKey(), pair.before(), pair.after(), findings)
                  + unknown(each.getKey(), pair.after(), pair.before(), findings);
          unknown.merge(each.getKey(), both, Integer::sum);
        }
      }
    }
    int sum = unknown.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("rewritten: " + asked + ", unknown " + sum);
    findings.assertNone();
    assertTrue(sum < asked * MOST_UNKNOWN, unknown::toString);
  }

  private static int unknown(String name, Written one, Written other, Findings findings) {
    Answer answer = PolicyComparison.ask(one.document(), other.document(), Limits.standard());
    findings.check(
        !(answer instanceof Answer.Yes),
        "a difference is seen: " + name,
        () -> one.text() + "\n" + other.text() + "\n" + answer);
    return answer instanceof Answer.Unknown ? 1 : 0;
  }
}
