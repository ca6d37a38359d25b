package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Quotas;
import io.strongroom.iam.directory.User;

/** {@code AddUserToGroup} and {@code RemoveUserFromGroup}. */
final class ChangeMembership implements DirectoryWrite<ChangeMembership.Input, Nothing> {

  /** Who, and in which group. */
  record Input(String groupName, String userName) {}

  /** What becomes of a membership. */
  private enum Change {
    ADD,
    REMOVE
  }

  private final Change change;
  private final Contract<Input, Nothing> contract;

  private ChangeMembership(Change change, String name) {
    this.change = change;
    this.contract =
        Contract.iam(
            name,
            InputStructure.of(
                name + "Request",
                in -> new Input(in.require(Members.GROUP_NAME), in.require(Members.USER_NAME)),
                Members.GROUP_NAME,
                Members.USER_NAME),
            null,
            ErrorCode.NO_SUCH_ENTITY,
            ErrorCode.LIMIT_EXCEEDED);
  }

  /** Makes a user a member of a group, unless it is one. */
  static ChangeMembership adding() {
    return new ChangeMembership(Change.ADD, "AddUserToGroup");
  }

  /** Ends a membership, if there is one. */
  static ChangeMembership removing() {
    return new ChangeMembership(Change.REMOVE, "RemoveUserFromGroup");
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.GROUP.permission(directory, call, in.groupName());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    Group group = Target.GROUP.require(directory, in.groupName());
    User user = Target.USER.require(directory, in.userName());
    if (user.groups().contains(group.id()) == (change == Change.ADD)) {
      return Decision.none(new Nothing());
    }
    if (change == Change.REMOVE) {
      return Identities.putting(directory, user.leaving(group));
    }
    if (user.groups().size() >= Quotas.GROUPS_PER_USER) {
      throw Refusals.quota("GroupsPerUser", Quotas.GROUPS_PER_USER);
    }
    return Identities.putting(directory, user.joining(group));
  }
}
