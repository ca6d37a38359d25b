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

/** {@code DeletePolicy}: removes a policy that is used nowhere and has one version. */
final class DeletePolicy implements DirectoryWrite<String, Nothing> {
  private static final Contract<String, Nothing> CONTRACT =
      Contract.iam(
          "DeletePolicy",
          Target.POLICY.input("DeletePolicy"),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.INVALID_INPUT,
          ErrorCode.DELETE_CONFLICT);

  @Override
  public Contract<String, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String arn, Directory directory, Call call) {
    return Target.POLICY.permission(directory, call, arn);
  }

  @Override
  public Decision<Nothing> decide(String arn, Directory directory, Call call) {
    ManagedPolicy policy = Target.POLICY.requireOwn(directory, arn);
    if (!directory.attachments(arn).isEmpty() || !directory.boundedBy(arn).isEmpty()) {
      throw Refusals.conflict("Cannot delete a policy attached to entities.");
    }
    if (policy.versions().size() > 1) {
      throw Refusals.conflict(
          "This policy has more than one version. Before you delete a policy, you must delete the"
              + " policy's versions. The default version is deleted with the policy.");
    }
    return Identities.removing(directory, policy);
  }
}
