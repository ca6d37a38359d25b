package io.strongroom.analyzer.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.analyzer.trial.HostilePolicies.Scheme;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the policies on which proofs are tried to what they are said to be. */
class CorpusTest {
  private static final int POLICIES = 1_000;
  private static final int NEARLY_LONGEST = RealisticPolicies.LONGEST * 9 / 10;

  @Test
  @DisplayName("Policies as teams write them can be sent, and are of all lengths")
  void realistic() throws PolicySyntaxException {
    RealisticPolicies policies = new RealisticPolicies(1);
    int[] lengths = new int[POLICIES];
    for (int i = 0; i < POLICIES; i++) {
      Written policy = policies.next();
      String text = policy.text();
      lengths[i] = text.length();
      PolicyParser.parse(text);
    }
    Arrays.sort(lengths);
    String spread = lengths[0] + " " + lengths[POLICIES / 2] + " " + lengths[POLICIES - 1];
    assertTrue(lengths[POLICIES / 10] < 1_500, spread);
    assertTrue(lengths[POLICIES / 2] > 1_500 && lengths[POLICIES / 2] < 5_000, spread);
    assertTrue(lengths[POLICIES * 19 / 20] > NEARLY_LONGEST, spread);
  }

  @Test
  @DisplayName("Policies that mean harm can be sent, and are as long as they may be")
  void hostile() throws PolicySyntaxException {
    HostilePolicies policies = new HostilePolicies(1);
    for (int i = 0; i < POLICIES; i++) {
      Scheme scheme = HostilePolicies.SCHEMES.get(i % HostilePolicies.SCHEMES.size());
      String text = policies.next(scheme).text();
      PolicyParser.parse(text);
      assertTrue(text.length() > RealisticPolicies.LONGEST / 2, () -> scheme + text);
    }
  }

  @Test
  @DisplayName("Random policies are the same again for the same seed, and differ from each other")
  void random() {
    assertEquals(new RandomPolicies(3).next(), new RandomPolicies(3).next());
    RandomPolicies policies = new RandomPolicies(3);
    Set<String> different = new HashSet<>();
    for (int i = 0; i < POLICIES; i++) {
      different.add(policies.next().text());
    }
    assertTrue(different.size() > POLICIES * 9 / 10, () -> different.size() + " differ");
  }
}
