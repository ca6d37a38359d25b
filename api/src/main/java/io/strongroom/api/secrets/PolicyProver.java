package io.strongroom.api.secrets;

import io.strongroom.iam.policy.PolicyDocument;
import java.util.List;

/** Proves of policies of secrets that they let in nobody but those whom they name. */
@FunctionalInterface
public interface PolicyProver {

  /** What came out. */
  sealed interface Verdict {

    /** Nobody else is let in. */
    record Closed() implements Verdict {}

    /** Somebody else is let in. */
    record Public() implements Verdict {}

    /**
     * Neither was found out in the time and memory that there is.
     *
     * @param reason why, as the end of a sentence, without anything of the policy
     */
    record Unproved(String reason) implements Verdict {}
  }

  /**
   * Proves what it can, in some seconds at most.
   *
   * @param secrets the ARNs of the secrets that the policy is for; none for any secret
   * @throws io.strongroom.core.error.ServiceException ThrottlingException if too much else is to be
   *     proved
   */
  Verdict prove(PolicyDocument policy, List<String> secrets);
}
