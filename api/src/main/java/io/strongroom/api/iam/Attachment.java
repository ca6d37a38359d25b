package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;

/**
 * A managed policy and whom it is attached to, as requests name them.
 *
 * @param bearer the name of the user, group or role
 * @param policyArn the ARN of the policy
 */
record Attachment(String bearer, String policyArn) {

  /** Returns the shape of a request. */
  static InputStructure<Attachment> input(Target<?> target, String operation) {
    return InputStructure.of(
        operation + "Request",
        in -> new Attachment(in.require(target.member()), in.require(Members.POLICY_ARN)),
        target.member(),
        Members.POLICY_ARN);
  }

  /** Returns what a caller must be allowed to touch. */
  Permission permission(Target<? extends Identity.Bearer> target, Directory directory, Call call) {
    return InlinePolicy.permission(target, directory, call, bearer)
        .with("iam:PolicyARN", policyArn);
  }
}
