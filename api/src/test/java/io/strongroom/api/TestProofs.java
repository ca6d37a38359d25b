package io.strongroom.api;

import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.Outsiders;
import io.strongroom.analyzer.PublicAccess;
import io.strongroom.api.secrets.PolicyProver.Verdict;
import io.strongroom.iam.policy.PolicyDocument;
import java.util.List;

/** The analyzer, asked on the thread of the call. */
final class TestProofs {
  private TestProofs() {}

  static Verdict prove(PolicyDocument policy, List<String> secrets) {
    Verdict verdict = new Verdict.Closed();
    for (int i = 0; i == 0 || i < secrets.size(); i++) {
      String secret = secrets.isEmpty() ? null : secrets.get(i);
      Answer answer = PublicAccess.ask(policy, new Outsiders.Unnamed(), secret, Limits.standard());
      verdict =
          switch (answer) {
            case Answer.No() -> verdict;
            case Answer.Yes _ -> new Verdict.Public();
            case Answer.Unknown(String reason) -> new Verdict.Unproved(reason);
          };
    }
    return verdict;
  }
}
