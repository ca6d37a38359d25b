package io.strongroom.api.iam;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.PolicyPrincipals;

/** Trust policies as they are kept and shown, in IAM's own words where they are refused. */
final class TrustPolicies {
  private final PolicyPrincipals principals;

  /** Finds users and roles in {@code directories}. */
  TrustPolicies(Directories directories) {
    this.principals = new PolicyPrincipals(directories);
  }

  /**
   * Returns the text to keep.
   *
   * @throws ServiceException MalformedPolicyDocument for what is no trust policy or names somebody
   *     who does not exist; LimitExceeded for what is too long
   */
  String stored(String document) {
    Documents.requireTrustPolicy(document);
    return principals.stored(
        document,
        principal ->
            new ServiceException(
                ErrorCode.MALFORMED_POLICY_DOCUMENT,
                "Invalid principal in policy: \"AWS\":\"%s\"".formatted(principal)));
  }

  /** Returns the text to show; principals that are gone are shown by their unique ids. */
  String shown(String stored) {
    return principals.shown(stored);
  }
}
