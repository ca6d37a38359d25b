package io.strongroom.api.organizations;

import io.strongroom.api.Call;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Organization;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;

/** Lets only the account that manages the others do so. */
final class Management {
  private final Organization organization;

  Management(Organization organization) {
    this.organization = organization;
  }

  /**
   * Requires that somebody of the management account calls, and returns that account.
   *
   * @throws ServiceException AccessDeniedException, or AWSOrganizationsNotInUseException where no
   *     account manages the others
   */
  Account require(Call call) {
    Account management = of(organization);
    if (!management.id().equals(call.account())) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED, "You don't have permissions to access this resource.");
    }
    return management;
  }

  /**
   * Returns what somebody must be allowed to touch who acts on an account.
   *
   * @throws ServiceException as {@link #require}
   */
  Permission permission(AccountId id, Call call) {
    return Permission.on(Shapes.arn(id, require(call).id()));
  }

  /** Returns the account that manages the others. */
  static Account of(Organization organization) {
    Account management = organization.management();
    if (management == null) {
      throw new ServiceException(
          ErrorCode.ORGANIZATIONS_NOT_IN_USE, "Your account is not a member of an organization.");
    }
    return management;
  }
}
