package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;

/** {@code DeleteAccessKey}: removes a key for good. */
final class DeleteAccessKey implements DirectoryWrite<NamedKey, Nothing> {
  private static final Contract<NamedKey, Nothing> CONTRACT =
      Contract.iam(
          "DeleteAccessKey",
          InputStructure.of(
              "DeleteAccessKeyRequest",
              in -> new NamedKey(in.get(Members.ANY_USER_NAME), in.require(Members.ACCESS_KEY_ID)),
              Members.ANY_USER_NAME,
              Members.ACCESS_KEY_ID),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.LIMIT_EXCEEDED);

  @Override
  public Contract<NamedKey, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(NamedKey in, Directory directory, Call call) {
    return in.permission(directory, call);
  }

  @Override
  public Decision<Nothing> decide(NamedKey in, Directory directory, Call call) {
    AccessKey key = in.require(directory, call);
    return Decision.of(DirectoryChange.of(directory).removing(key), new Nothing());
  }
}
