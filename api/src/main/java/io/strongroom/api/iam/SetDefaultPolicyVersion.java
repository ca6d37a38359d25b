package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.ManagedPolicy;

/** {@code SetDefaultPolicyVersion}: puts another version in force. */
final class SetDefaultPolicyVersion implements DirectoryWrite<NamedVersion, Nothing> {
  private static final Contract<NamedVersion, Nothing> CONTRACT =
      Contract.iam(
          "SetDefaultPolicyVersion",
          NamedVersion.input("SetDefaultPolicyVersion"),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.INVALID_INPUT,
          ErrorCode.LIMIT_EXCEEDED);

  @Override
  public Contract<NamedVersion, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(NamedVersion in, Directory directory, Call call) {
    return in.permission(directory, call);
  }

  @Override
  public Decision<Nothing> decide(NamedVersion in, Directory directory, Call call) {
    ManagedPolicy policy = Target.POLICY.requireOwn(directory, in.policyArn());
    int number = ManagedPolicies.requireVersion(policy, in.versionId()).number();
    return Identities.putting(directory, policy.enforcing(number, call.now()));
  }
}
