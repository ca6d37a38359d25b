package io.strongroom.api.organizations;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Decision;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.Organization;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;

/**
 * {@code CloseAccount}: from its answer on no credentials of the account work, and nobody can take
 * on its roles. What the account holds is kept.
 */
final class CloseAccount implements AccountOperation<AccountId, Nothing> {
  private static final Contract<AccountId, Nothing> CONTRACT =
      Contract.ofService(
          OrganizationsOperations.NAME,
          "CloseAccount",
          InputStructure.of(
              "CloseAccountRequest",
              in -> new AccountId(in.require(Shapes.ACCOUNT)),
              Shapes.ACCOUNT),
          null,
          ErrorCode.ORGANIZATIONS_NOT_IN_USE,
          ErrorCode.ACCOUNT_NOT_FOUND,
          ErrorCode.ACCOUNT_ALREADY_CLOSED,
          ErrorCode.CONSTRAINT_VIOLATION);

  private final Management management;
  private final Organization organization;
  private final Directories directories;

  CloseAccount(Management management, Organization organization, Directories directories) {
    this.management = management;
    this.organization = organization;
    this.directories = directories;
  }

  @Override
  public Contract<AccountId, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(AccountId id, Call call) {
    return management.permission(id, call);
  }

  @Override
  public Nothing answer(AccountId id, Call call) {
    Account manager = management.require(call);
    if (organization.find(id) == null) {
      throw DescribeAccount.notFound();
    }
    if (id.equals(manager.id())) {
      throw new ServiceException(
          ErrorCode.CONSTRAINT_VIOLATION, "The management account cannot be closed.");
    }
    return directories.update(
        id,
        directory -> {
          Decision<Nothing> decision = closed(directory);
          return decision.recorded(call.record(this, decision.answer()));
        });
  }

  private static Decision<Nothing> closed(Directory directory) {
    Account account = directory.account();
    if (account == null) {
      throw DescribeAccount.notFound();
    }
    if (!account.isActive()) {
      throw new ServiceException(
          ErrorCode.ACCOUNT_ALREADY_CLOSED, "You attempted to close an account that is closed.");
    }
    return Decision.of(
        DirectoryChange.of(directory).registering(account.turned(Account.Status.SUSPENDED)),
        new Nothing());
  }
}
