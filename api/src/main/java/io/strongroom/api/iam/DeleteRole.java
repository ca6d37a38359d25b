package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Role;

/** {@code DeleteRole}: removes a role that has no policies any more; its sessions end. */
final class DeleteRole implements DirectoryWrite<String, Nothing> {
  private static final Contract<String, Nothing> CONTRACT =
      Contract.iam(
          "DeleteRole",
          Target.ROLE.input("DeleteRole"),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.DELETE_CONFLICT,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.UNMODIFIABLE_ENTITY,
          ErrorCode.CONCURRENT_MODIFICATION);

  @Override
  public Contract<String, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String name, Directory directory, Call call) {
    return Target.ROLE.permission(directory, call, name);
  }

  @Override
  public Decision<Nothing> decide(String name, Directory directory, Call call) {
    Role role = Target.ROLE.require(directory, name);
    Identities.requireWithoutPolicies(role);
    return Identities.removing(directory, role);
  }
}
