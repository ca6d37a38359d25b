package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.User;
import org.jspecify.annotations.Nullable;

/** {@code GetUser}: one user, or whoever calls. */
final class GetUser implements DirectoryRead<GetUser.Input, ShownUser> {

  /** Whom to show; null for the caller. */
  record Input(@Nullable String name) {}

  private static final Contract<Input, ShownUser> CONTRACT =
      Contract.iam(
          "GetUser",
          InputStructure.of(
              "GetUserRequest",
              in -> new Input(in.get(Members.ANY_USER_NAME)),
              Members.ANY_USER_NAME),
          OutputStructure.of("GetUserResponse", member("User", ShownUser.SHAPE, user -> user)),
          ErrorCode.NO_SUCH_ENTITY);

  @Override
  public Contract<Input, ShownUser> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return CallersUser.permission(directory, call, in.name());
  }

  @Override
  public ShownUser answer(Input in, Directory directory, Call call) {
    User user = CallersUser.find(directory, call, in.name());
    if (user != null) {
      return ShownUser.whole(user);
    }
    Account account = directory.account();
    if (account == null) {
      throw Refusals.noSuch("user", call.account().digits());
    }
    return ShownUser.root(account);
  }
}
