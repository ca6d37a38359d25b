package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Quotas;
import io.strongroom.keys.Entropy;

/** {@code CreateGroup}: makes a group without users and policies. */
final class CreateGroup implements DirectoryWrite<CreateGroup.Input, Group> {

  /** The group to make. */
  record Input(String path, String name) {}

  private static final Contract<Input, Group> CONTRACT =
      Contract.iam(
          "CreateGroup",
          InputStructure.of(
              "CreateGroupRequest",
              in -> new Input(in.get(Members.PATH, "/"), in.require(Members.GROUP_NAME)),
              Members.PATH,
              Members.GROUP_NAME),
          OutputStructure.of(
              "CreateGroupResponse", shown("Group", ShownGroup.SHAPE, group -> group)),
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.ENTITY_ALREADY_EXISTS,
          ErrorCode.NO_SUCH_ENTITY);

  private final Entropy entropy;

  /** Draws unique ids from {@code entropy}. */
  CreateGroup(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public Contract<Input, Group> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Permission.on(
        "arn:aws:iam::%s:group%s%s".formatted(call.account(), in.path(), in.name()));
  }

  @Override
  public Decision<Group> decide(Input in, Directory directory, Call call) {
    if (directory.named(Group.class, in.name()) != null) {
      throw Refusals.taken("Group", in.name());
    }
    if (directory.count(Kind.GROUP) >= Quotas.GROUPS) {
      throw Refusals.quota("GroupsPerAccount", Quotas.GROUPS);
    }
    Identifiers identifiers =
        Identifiers.of(call.account(), Kind.GROUP, Kind.GROUP.newId(entropy), in.path(), in.name());
    Group group = Group.of(identifiers, call.now());
    return Decision.of(DirectoryChange.of(directory).putting(group), group);
  }
}
