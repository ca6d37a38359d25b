package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;

/** {@code DeleteAccountAlias}: takes the name from the account that it has. */
final class DeleteAccountAlias implements DirectoryWrite<String, Nothing> {
  private static final Contract<String, Nothing> CONTRACT =
      Contract.iam(
          "DeleteAccountAlias",
          AccountAliases.input("DeleteAccountAlias"),
          null,
          ErrorCode.CONCURRENT_MODIFICATION,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.LIMIT_EXCEEDED);

  @Override
  public Contract<String, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String alias, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public Decision<Nothing> decide(String alias, Directory directory, Call call) {
    if (!alias.equals(AccountAliases.account(directory).alias())) {
      throw Refusals.noSuch("account alias", alias);
    }
    return AccountAliases.renamed(directory, null);
  }
}
