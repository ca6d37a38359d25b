package io.strongroom.server;

import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.Outsiders;
import io.strongroom.analyzer.PublicAccess;
import io.strongroom.api.secrets.PolicyProver.Verdict;
import io.strongroom.iam.policy.PolicyDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the analyzer. The only class of the server that needs it, so it is loaded late. */
final class PublicProofs {
  private PublicProofs() {}

  /**
   * Proves within the standard limits that a policy of all these secrets is not public.
   *
   * @param secrets their ARNs; none for any secret
   */
  static Verdict prove(PolicyDocument policy, List<String> secrets) {
    Limits all = Limits.standard();
    long begin = System.nanoTime();
    List<@Nullable String> asked = new ArrayList<>(secrets);
    if (asked.isEmpty()) {
      asked.add(null);
    }
    Verdict verdict = new Verdict.Closed();
    for (String secret : asked) {
      Duration left = all.time().minusNanos(System.nanoTime() - begin);
      Limits limits = new Limits(left, all.memory());
      switch (PublicAccess.ask(policy, new Outsiders.Unnamed(), secret, limits)) {
        case Answer.No() -> {}
        case Answer.Unknown(String reason) -> verdict = new Verdict.Unproved(reason);
        case Answer.Yes _ -> {
          return new Verdict.Public();
        }
      }
    }
    return verdict;
  }
}
