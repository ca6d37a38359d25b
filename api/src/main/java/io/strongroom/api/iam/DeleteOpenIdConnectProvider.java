package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;

/** {@code DeleteOpenIDConnectProvider}; roles that trust it stay and trust nobody by it. */
final class DeleteOpenIdConnectProvider implements DirectoryWrite<String, Nothing> {
  private static final Contract<String, Nothing> CONTRACT =
      Contract.iam(
          "DeleteOpenIDConnectProvider",
          Target.PROVIDER.input("DeleteOpenIDConnectProvider"),
          null,
          ErrorCode.INVALID_INPUT,
          ErrorCode.NO_SUCH_ENTITY);

  @Override
  public Contract<String, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String arn, Directory directory, Call call) {
    return Target.PROVIDER.permission(directory, call, arn);
  }

  @Override
  public Decision<Nothing> decide(String arn, Directory directory, Call call) {
    return Identities.removing(directory, Target.PROVIDER.require(directory, arn));
  }
}
