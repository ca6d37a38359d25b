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
import io.strongroom.iam.directory.User;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code UpdateUser}: another name or path for a user, who keeps everything else. */
final class UpdateUser implements DirectoryWrite<UpdateUser.Input, Nothing> {

  /** The user, and what to change of it; null for nothing. */
  record Input(String name, @Nullable String newPath, @Nullable String newName) {}

  private static final InputMember<String> NEW_USER_NAME =
      InputMember.optional("NewUserName", Shapes.USER_NAME).shown();

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.iam(
          "UpdateUser",
          InputStructure.of(
              "UpdateUserRequest",
              in ->
                  new Input(
                      in.require(Members.USER_NAME),
                      in.get(Members.NEW_PATH),
                      in.get(NEW_USER_NAME)),
              Members.USER_NAME,
              Members.NEW_PATH,
              NEW_USER_NAME),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.ENTITY_ALREADY_EXISTS,
          ErrorCode.ENTITY_TEMPORARILY_UNMODIFIABLE,
          ErrorCode.CONCURRENT_MODIFICATION);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.USER.permission(directory, call, in.name());
  }

  /** Who renames must be allowed to under either name. */
  @Override
  public List<Permission> alsoOn(Input in, Directory directory, Call call) {
    User user = Target.USER.find(directory, in.name());
    if (user == null || (in.newPath() == null && in.newName() == null)) {
      return List.of();
    }
    String path = Objects.requireNonNullElse(in.newPath(), user.path());
    String name = Objects.requireNonNullElse(in.newName(), user.name());
    return List.of(Target.permission(user.renamed(path, name)));
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    User user = Target.USER.require(directory, in.name());
    String path = Objects.requireNonNullElse(in.newPath(), user.path());
    String name = Objects.requireNonNullElse(in.newName(), user.name());
    User holder = directory.named(User.class, name);
    if (holder != null && !holder.id().equals(user.id())) {
      throw Refusals.taken("User", name);
    }
    return Identities.putting(directory, user.renamed(path, name));
  }
}
