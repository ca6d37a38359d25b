package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;

/**
 * {@code DeleteUserPermissionsBoundary} and {@code DeleteRolePermissionsBoundary}. Without a
 * boundary there is nothing to do.
 */
final class DeleteBoundary implements DirectoryWrite<String, Nothing> {
  private final Target<? extends Identity.Bearer> target;
  private final Contract<String, Nothing> contract;

  /** Deletes boundaries of users or roles. */
  DeleteBoundary(Target<? extends Identity.Bearer> target) {
    this.target = target;
    String operation = "Delete" + target.word() + "PermissionsBoundary";
    this.contract =
        Contract.iam(
            operation, target.input(operation), null, target.changing(ErrorCode.NO_SUCH_ENTITY));
  }

  @Override
  public Contract<String, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(String name, Directory directory, Call call) {
    return InlinePolicy.permission(target, directory, call, name);
  }

  @Override
  public Decision<Nothing> decide(String name, Directory directory, Call call) {
    Identity.Bearer bearer = target.require(directory, name);
    if (Identities.boundary(bearer) == null) {
      return Decision.none(new Nothing());
    }
    return Identities.putting(directory, Identities.bounded(bearer, null));
  }
}
