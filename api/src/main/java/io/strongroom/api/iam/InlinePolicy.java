package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Policies;

/**
 * An inline policy as requests name it.
 *
 * @param bearer the name of the user, group or role that has it
 * @param name its own name
 */
record InlinePolicy(String bearer, String name) {

  /** Returns the shape of a request that says nothing but which policy is meant. */
  static InputStructure<InlinePolicy> input(Target<?> target, String operation) {
    return InputStructure.of(
        operation + "Request",
        in -> new InlinePolicy(in.require(target.member()), in.require(Members.POLICY_NAME)),
        target.member(),
        Members.POLICY_NAME);
  }

  /**
   * Returns the text of the policy.
   *
   * @throws ServiceException NoSuchEntity
   */
  String require(Target<?> target, Policies policies) {
    String document = policies.inline().get(name);
    if (document == null) {
      throw Refusals.noSuch(target.noun() + " policy", name);
    }
    return document;
  }

  /** Returns what a caller must be allowed to touch who changes inline policies. */
  static Permission permission(
      Target<? extends Identity.Bearer> target, Directory directory, Call call, String bearer) {
    Identity.Bearer found = target.find(directory, bearer);
    return target
        .permission(directory, call, bearer)
        .with("iam:PermissionsBoundary", found == null ? null : Identities.boundary(found));
  }
}
