package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code UpdateGroup}: another name or path for a group, which keeps everything else. */
final class UpdateGroup implements DirectoryWrite<UpdateGroup.Input, Nothing> {

  /** The group, and what to change of it; null for nothing. */
  record Input(String name, @Nullable String newPath, @Nullable String newName) {}

  private static final InputMember<String> NEW_GROUP_NAME =
      InputMember.optional("NewGroupName", Shapes.GROUP_NAME).shown();

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.iam(
          "UpdateGroup",
          InputStructure.of(
              "UpdateGroupRequest",
              in ->
                  new Input(
                      in.require(Members.GROUP_NAME),
                      in.get(Members.NEW_PATH),
                      in.get(NEW_GROUP_NAME)),
              Members.GROUP_NAME,
              Members.NEW_PATH,
              NEW_GROUP_NAME),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.ENTITY_ALREADY_EXISTS,
          ErrorCode.LIMIT_EXCEEDED);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.GROUP.permission(directory, call, in.name());
  }

  /** Who renames must be allowed to under either name. */
  @Override
  public List<Permission> alsoOn(Input in, Directory directory, Call call) {
    Group group = Target.GROUP.find(directory, in.name());
    if (group == null || (in.newPath() == null && in.newName() == null)) {
      return List.of();
    }
    String path = Objects.requireNonNullElse(in.newPath(), group.path());
    String name = Objects.requireNonNullElse(in.newName(), group.name());
    return List.of(Target.permission(group.renamed(path, name)));
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    Group group = Target.GROUP.require(directory, in.name());
    String path = Objects.requireNonNullElse(in.newPath(), group.path());
    String name = Objects.requireNonNullElse(in.newName(), group.name());
    Group holder = directory.named(Group.class, name);
    if (holder != null && !holder.id().equals(group.id())) {
      throw Refusals.taken("Group", name);
    }
    return Identities.putting(directory, group.renamed(path, name));
  }
}
