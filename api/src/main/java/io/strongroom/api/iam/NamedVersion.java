package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.iam.directory.Directory;

/**
 * A version of a managed policy as requests name it.
 *
 * @param policyArn the ARN of the policy
 * @param versionId such as {@code v1}
 */
record NamedVersion(String policyArn, String versionId) {

  /** Returns the shape of a request. */
  static InputStructure<NamedVersion> input(String operation) {
    return InputStructure.of(
        operation + "Request",
        in -> new NamedVersion(in.require(Members.POLICY_ARN), in.require(Members.VERSION_ID)),
        Members.POLICY_ARN,
        Members.VERSION_ID);
  }

  /** Returns what a caller must be allowed to touch: the policy. */
  Permission permission(Directory directory, Call call) {
    return Target.POLICY.permission(directory, call, policyArn);
  }
}
