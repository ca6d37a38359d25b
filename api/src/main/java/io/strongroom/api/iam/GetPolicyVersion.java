package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.ManagedPolicy;

/** {@code GetPolicyVersion}: one version of a managed policy with its text. */
final class GetPolicyVersion implements DirectoryRead<NamedVersion, ShownVersion> {
  private static final Contract<NamedVersion, ShownVersion> CONTRACT =
      Contract.iam(
          "GetPolicyVersion",
          NamedVersion.input("GetPolicyVersion"),
          OutputStructure.of(
              "GetPolicyVersionResponse",
              member("PolicyVersion", ShownVersion.SHAPE, version -> version)),
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.INVALID_INPUT);

  @Override
  public Contract<NamedVersion, ShownVersion> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(NamedVersion in, Directory directory, Call call) {
    return in.permission(directory, call);
  }

  @Override
  public ShownVersion answer(NamedVersion in, Directory directory, Call call) {
    ManagedPolicy policy = Target.POLICY.require(directory, in.policyArn());
    return ShownVersion.whole(policy, ManagedPolicies.requireVersion(policy, in.versionId()));
  }
}
