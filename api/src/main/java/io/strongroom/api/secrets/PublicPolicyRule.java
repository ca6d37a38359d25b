package io.strongroom.api.secrets;

import io.strongroom.api.secrets.PolicyProver.Verdict;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.policy.PolicyDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which policies are refused because they are public.
 *
 * @param mode when it is asked whether a policy is
 * @param prover finds it out
 */
public record PublicPolicyRule(Mode mode, PolicyProver prover) {

  /** When public policies are refused. */
  public enum Mode {
    /** When the call says BlockPublicPolicy, as the service does. */
    AS_ASKED,
    /** In every call, whatever it says. */
    ALWAYS
  }

  /**
   * Tells whether a public policy would be refused.
   *
   * @param asked what the call says of it, or null
   */
  boolean applies(@Nullable Boolean asked) {
    return mode == Mode.ALWAYS || Boolean.TRUE.equals(asked);
  }

  /**
   * Refuses a policy unless it is proved not to be public.
   *
   * @param secrets the ARNs of the secrets that it is for
   * @throws ServiceException PublicPolicyException, or ThrottlingException if it cannot be proved
   *     now
   */
  void requireClosed(PolicyDocument policy, List<String> secrets) {
    Verdict verdict = prover.prove(policy, secrets);
    String text = PolicyFindings.broad(PolicyFindings.BROAD_REFUSED, verdict);
    if (text != null) {
      throw new ServiceException(ErrorCode.PUBLIC_POLICY, text);
    }
  }
}
