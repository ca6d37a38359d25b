package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;

/**
 * {@code CreateAccountAlias}: gives the account another name, in the place of the one that it has.
 * Nothing is found by it, so two accounts can have the same.
 */
final class CreateAccountAlias implements DirectoryWrite<String, Nothing> {
  private static final Contract<String, Nothing> CONTRACT =
      Contract.iam(
          "CreateAccountAlias",
          AccountAliases.input("CreateAccountAlias"),
          null,
          ErrorCode.CONCURRENT_MODIFICATION,
          ErrorCode.ENTITY_ALREADY_EXISTS,
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
    return AccountAliases.renamed(directory, alias);
  }
}
