package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.User;

/** {@code DeleteUser}: removes a user that has no keys, policies and groups any more. */
final class DeleteUser implements DirectoryWrite<String, Nothing> {
  private static final Contract<String, Nothing> CONTRACT =
      Contract.iam(
          "DeleteUser",
          Target.USER.input("DeleteUser"),
          null,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.DELETE_CONFLICT,
          ErrorCode.CONCURRENT_MODIFICATION);

  @Override
  public Contract<String, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String name, Directory directory, Call call) {
    return Target.USER.permission(directory, call, name);
  }

  @Override
  public Decision<Nothing> decide(String name, Directory directory, Call call) {
    User user = Target.USER.require(directory, name);
    if (!directory.keysOf(user.id()).isEmpty()) {
      throw Refusals.conflict("Cannot delete entity, must delete access keys first.");
    }
    Identities.requireWithoutPolicies(user);
    if (!user.groups().isEmpty()) {
      throw Refusals.conflict("Cannot delete entity, must remove users from group first.");
    }
    return Identities.removing(directory, user);
  }
}
