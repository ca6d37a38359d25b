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
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;

/** {@code UpdateAccessKey}: turns a key on or off; what was derived from it is void at once. */
final class UpdateAccessKey implements DirectoryWrite<UpdateAccessKey.Input, Nothing> {

  /** The key and what becomes of it. */
  record Input(NamedKey key, AccessKey.Status status) {}

  private static final InputMember<String> STATUS =
      InputMember.required("Status", Shapes.STATUS).shown();

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.iam(
          "UpdateAccessKey",
          InputStructure.of(
              "UpdateAccessKeyRequest",
              in ->
                  new Input(
                      new NamedKey(
                          in.get(Members.ANY_USER_NAME), in.require(Members.ACCESS_KEY_ID)),
                      KeyStatus.parse(in.require(STATUS))),
              Members.ANY_USER_NAME,
              Members.ACCESS_KEY_ID,
              STATUS),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.INVALID_INPUT);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return in.key().permission(directory, call);
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    AccessKey key = in.key().require(directory, call);
    if (key.status() == in.status()) {
      return Decision.none(new Nothing());
    }
    return Decision.of(
        DirectoryChange.of(directory).putting(key.turned(in.status())), new Nothing());
  }
}
