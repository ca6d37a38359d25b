package io.strongroom.api.organizations;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Organization;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;

/** {@code DescribeAccount}: one account. */
final class DescribeAccount implements AccountOperation<AccountId, Shapes.Shown> {
  private static final Contract<AccountId, Shapes.Shown> CONTRACT =
      Contract.ofService(
          OrganizationsOperations.NAME,
          "DescribeAccount",
          InputStructure.of(
              "DescribeAccountRequest",
              in -> new AccountId(in.require(Shapes.ACCOUNT)),
              Shapes.ACCOUNT),
          OutputStructure.of(
              "DescribeAccountResponse", member("Account", Shapes.SHOWN, shown -> shown)),
          ErrorCode.ORGANIZATIONS_NOT_IN_USE,
          ErrorCode.ACCOUNT_NOT_FOUND);

  private final Management management;
  private final Organization organization;

  DescribeAccount(Management management, Organization organization) {
    this.management = management;
    this.organization = organization;
  }

  @Override
  public Contract<AccountId, Shapes.Shown> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(AccountId id, Call call) {
    return management.permission(id, call);
  }

  @Override
  public Shapes.Shown answer(AccountId id, Call call) {
    Account manager = management.require(call);
    Account account = organization.find(id);
    if (account == null) {
      throw notFound();
    }
    return new Shapes.Shown(account, manager.id());
  }

  static ServiceException notFound() {
    return new ServiceException(
        ErrorCode.ACCOUNT_NOT_FOUND, "You specified an account that doesn't exist.");
  }
}
