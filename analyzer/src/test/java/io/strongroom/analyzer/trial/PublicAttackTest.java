package io.strongroom.analyzer.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.Outsiders;
import io.strongroom.analyzer.PublicAccess;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.OneAlone;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Tries the answers to who can get at a secret on random policies: each yes by its witness before
 * both evaluators, each no by requests of outsiders.
 *
 * <p>An attack keeps to what every notion of an outsider admits: who attacks is named nowhere in
 * the policy, his organization, account and networks have the form of real ones, and if he shows an
 * address, then others may come from many addresses just so (see {@link Addresses}). What gets in
 * then disproves the no.
 *
 * <p>{@code -Dstrongroom.policies=1000000} tries a million policies, {@code -Dstrongroom.seed=2}
 * others.
 */
class PublicAttackTest {
  private static final int POLICIES = Integer.getInteger("strongroom.policies", 2_000);
  private static final long SEED = Long.getLong("strongroom.seed", 1);
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:999988887777:secret:db-AbCdEf";

  private static final int BY_CHANCE = 1_000;
  private static final int AIMED = 200;

  /** One in so many policies with a yes is attacked as well, to see what attacks are worth. */
  private static final int PRACTICE = 10;

  private static final double MOST_UNKNOWN = 0.05;
  private static final double FEWEST = 0.1;
  private static final double LEAST_WORTH = 0.8;

  @Test
  @DisplayName("Every yes has a witness who gets in; no outsider gets in past a no")
  void answersHold() {
    RandomPolicies policies = new RandomPolicies(SEED);
    Random random = new Random(SEED);
    Map<String, Integer> outcomes = new TreeMap<>();
    Map<String, Integer> reasons = new TreeMap<>();
    Findings findings = new Findings();
    for (int i = 0; i < POLICIES; i++) {
      Written policy = policies.next();
      String secret = i % 4 == 0 ? SECRET : null;
      Answer answer =
          PublicAccess.ask(policy.document(), new Outsiders.Unnamed(), secret, Limits.standard());
      outcomes.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
      switch (answer) {
        case Answer.Yes(Witness witness) -> {
          checkWitness(policy, secret, witness, findings);
          if (i % PRACTICE == 0) {
            boolean found = attack(policy, secret, random) != null;
            outcomes.merge(found ? "attack succeeds" : "attack fails", 1, Integer::sum);
          }
        }
        case Answer.No() -> {
          RequestContext intruder = attack(policy, secret, random);
          findings.check(
              intruder == null, "an outsider gets in past a no", () -> told(policy, intruder));
        }
        case Answer.Unknown(String reason) -> reasons.merge(reason, 1, Integer::sum);
      }
    }
    System.out.println("public: " + outcomes + " " + reasons);
    findings.assertNone();
    assertVaried(outcomes);
  }

  private static void assertVaried(Map<String, Integer> outcomes) {
    int yes = outcomes.getOrDefault("Yes", 0);
    int no = outcomes.getOrDefault("No", 0);
    int unknown = outcomes.getOrDefault("Unknown", 0);
    int good = outcomes.getOrDefault("attack succeeds", 0);
    int bad = outcomes.getOrDefault("attack fails", 0);
    assertTrue(unknown < POLICIES * MOST_UNKNOWN, outcomes::toString);
    assertTrue(yes > POLICIES * FEWEST && no > POLICIES * FEWEST, outcomes::toString);
    assertTrue(good >= (good + bad) * LEAST_WORTH, outcomes::toString);
  }

  private static void checkWitness(
      Written policy, @Nullable String secret, Witness witness, Findings findings) {
    Supplier<String> about = () -> policy.text() + "\n" + witness;
    findings.check(
        OneAlone.allows(policy.compiled(), witness.request()),
        "a witness is not granted anything by the policy",
        about);
    findings.check(
        Judges.evaluatorAllows(policy, witness), "a witness is refused by the evaluator", about);
    findings.check(
        Judges.naiveVerdict(policy, witness).equals("allow"),
        "a witness is refused by the second evaluator",
        about);
    for (String fault : Faults.of(policy, witness)) {
      findings.check(false, fault, about);
    }
    findings.check(
        secret == null || secret.equals(witness.resource()), "a witness of another secret", about);
  }

  /** Returns a request of an outsider that is allowed, or null if none of many is. */
  private static @Nullable RequestContext attack(
      Written policy, @Nullable String secret, Random random) {
    CompiledPolicy compiled = policy.compiled();
    Requests requests = new Requests(List.of(policy), true, secret, random);
    for (int i = 0; i < BY_CHANCE + AIMED; i++) {
      RequestContext request = requests.next(i >= BY_CHANCE);
      if (OneAlone.allows(compiled, request)
          && (request.keys().value(KeyForms.SOURCE_IP) == null
              || Faults.isOpen(compiled, request, requests.addresses(), random))) {
        return request;
      }
    }
    return null;
  }

  private static String told(Written policy, @Nullable RequestContext request) {
    return request == null ? "" : policy.text() + "\n" + Told.of(List.of(policy), request);
  }
}
