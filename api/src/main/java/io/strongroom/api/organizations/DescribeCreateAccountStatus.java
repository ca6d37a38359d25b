package io.strongroom.api.organizations;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;

/** {@code DescribeCreateAccountStatus}: what became of a request to make an account. */
final class DescribeCreateAccountStatus implements AccountOperation<String, Makings.Making> {
  private static final InputMember<String> ID =
      InputMember.required("CreateAccountRequestId", Shapes.MAKING_ID).shown();
  private static final Contract<String, Makings.Making> CONTRACT =
      Contract.ofService(
          OrganizationsOperations.NAME,
          "DescribeCreateAccountStatus",
          InputStructure.of("DescribeCreateAccountStatusRequest", in -> in.require(ID), ID),
          OutputStructure.of(
              "DescribeCreateAccountStatusResponse",
              member("CreateAccountStatus", Shapes.MAKING, making -> making)),
          ErrorCode.ORGANIZATIONS_NOT_IN_USE,
          ErrorCode.CREATE_ACCOUNT_STATUS_NOT_FOUND);

  private final Management management;
  private final Makings makings;

  DescribeCreateAccountStatus(Management management, Makings makings) {
    this.management = management;
    this.makings = makings;
  }

  @Override
  public Contract<String, Makings.Making> contract() {
    return CONTRACT;
  }

  @Override
  public Makings.Making answer(String id, Call call) {
    var _ = management.require(call);
    Makings.Making making = makings.find(id);
    if (making == null) {
      throw new ServiceException(
          ErrorCode.CREATE_ACCOUNT_STATUS_NOT_FOUND,
          "You specified a create account request ID that doesn't exist.");
    }
    return making;
  }
}
