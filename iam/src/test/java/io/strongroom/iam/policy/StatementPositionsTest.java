package io.strongroom.iam.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.iam.policy.StatementPositions.Place;
import io.strongroom.iam.policy.StatementPositions.Span;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where statements stand. Source: AWS CLI reference, the examples of the simulate commands. */
class StatementPositionsTest {

  @Test
  @DisplayName("the first of a list begins behind the bracket and ends behind its brace")
  void aListOfOne() {
    String policy =
        """
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "codecommit:ListRepositories",
                    "Resource": "*",
                    "Sid": "one"
                }
            ]
        }
        """;
    assertEquals(
        List.of(new Span(new Place(3, 19), new Place(9, 10))), StatementPositions.of(policy));
  }

  @Test
  @DisplayName("another begins where the one before it ends; braces inside do not count")
  void aListOfSeveral() {
    String policy = "{\"Statement\":[{\"a\":{\"b\":\"}\"}},{\"c\":[1]}]}";
    Place end = new Place(1, policy.indexOf(",{") + 1);
    assertEquals(
        List.of(
            new Span(new Place(1, 15), end),
            new Span(end, new Place(1, policy.indexOf("]}]") + 3))),
        StatementPositions.of(policy));
  }

  @Test
  void oneThatStandsAlone() {
    String policy = "{\"Id\":{\"Statement\":1},\"Statement\":{\"a\":1},\"Version\":\"2012-10-17\"}";
    int brace = policy.indexOf("{\"a\"");
    assertEquals(
        List.of(new Span(new Place(1, brace + 2), new Place(1, policy.indexOf("},\"Version") + 2))),
        StatementPositions.of(policy));
  }
}
