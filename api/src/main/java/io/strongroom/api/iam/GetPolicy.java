package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;

/** {@code GetPolicy}: one managed policy, without its text. */
final class GetPolicy implements DirectoryRead<String, ShownPolicy> {
  private static final Contract<String, ShownPolicy> CONTRACT =
      Contract.iam(
          "GetPolicy",
          Target.POLICY.input("GetPolicy"),
          OutputStructure.of(
              "GetPolicyResponse", member("Policy", ShownPolicy.SHAPE, policy -> policy)),
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.INVALID_INPUT);

  @Override
  public Contract<String, ShownPolicy> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String arn, Directory directory, Call call) {
    return Target.POLICY.permission(directory, call, arn);
  }

  @Override
  public ShownPolicy answer(String arn, Directory directory, Call call) {
    return ShownPolicy.whole(Target.POLICY.require(directory, arn), directory);
  }
}
