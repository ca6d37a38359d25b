package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;

/** {@code DeleteGroup}: removes a group that has no users and policies any more. */
final class DeleteGroup implements DirectoryWrite<String, Nothing> {
  private static final Contract<String, Nothing> CONTRACT =
      Contract.iam(
          "DeleteGroup",
          Target.GROUP.input("DeleteGroup"),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.DELETE_CONFLICT,
          ErrorCode.LIMIT_EXCEEDED);

  @Override
  public Contract<String, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String name, Directory directory, Call call) {
    return Target.GROUP.permission(directory, call, name);
  }

  @Override
  public Decision<Nothing> decide(String name, Directory directory, Call call) {
    Group group = Target.GROUP.require(directory, name);
    if (!directory.members(group).isEmpty()) {
      throw Refusals.conflict("Cannot delete entity, must remove users from group first.");
    }
    Identities.requireWithoutPolicies(group);
    return Identities.removing(directory, group);
  }
}
