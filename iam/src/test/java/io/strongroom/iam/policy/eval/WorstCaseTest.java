package io.strongroom.iam.policy.eval;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.policy.PolicyKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AUZ-10: what a policy of the greatest size can cost, counted in steps of matching. */
class WorstCaseTest {
  private static final int POLICY_LENGTH = 10_240;
  private static final String PREFIX = "arn:aws:secretsmanager:us-east-1:111122223333:secret:";

  @ParameterizedTest
  @ValueSource(strings = {"*?", "*a", "*aaab", "*aaaaaaaaaaaaaaab", "a*", "*?a*", "?*:*"})
  @DisplayName("The steps of a policy are at most its length times that of the longest text")
  void stepsAreBounded(String block) {
    String longest = "a".repeat(RequestContext.MAX_VALUE_LENGTH);
    String resource = (PREFIX + longest).substring(0, RequestContext.MAX_VALUE_LENGTH);
    for (int repeats : List.of(1, 8, 64, 600)) {
      String pattern = block.repeat(Math.min(repeats, 3_000 / block.length())) + "b";
      String condition =
          lists(pattern, "\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"k:a\":");
      assertBounded(condition + "}}}", "*", longest);
      String resources = lists(PREFIX + pattern, "\"Resource\":");
      assertBounded(resources + "}", resource, longest);
    }
  }

  /** Fills a statement with a pattern up to the greatest length of a policy. */
  private static String lists(String pattern, String start) {
    int count = Math.max(1, (POLICY_LENGTH - start.length() - 100) / (pattern.length() + 3));
    String values = "\"" + pattern + "\"" + (",\"" + pattern + "\"").repeat(count - 1);
    return "{\"Effect\":\"Deny\",\"Action\":\"*\"," + start + "[" + values + "]";
  }

  private static void assertBounded(String statement, String resource, String value) {
    NamedPolicy policy = Asking.policy(PolicyKind.IDENTITY, statement);
    ConditionKeys keys = ConditionKeys.of(Map.of("k:a", new KeyValue.One(value)));
    Inquiry inquiry =
        new Inquiry(
            new RequestContext(Asking.user(Asking.HERE), Asking.GET, resource, Asking.HERE, keys),
            null);
    assertTrue(policy.policy().deny(inquiry) == null);
    long bound = (long) POLICY_LENGTH * RequestContext.MAX_VALUE_LENGTH;
    assertTrue(inquiry.steps() > 0 && inquiry.steps() <= bound, () -> "" + inquiry.steps());
  }
}
