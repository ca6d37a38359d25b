package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.TrustJudge;
import io.strongroom.core.error.ServiceException;

/** The roles that functions act as. */
final class Roles {
  private static final String LAMBDA = "lambda.amazonaws.com";

  private final TrustJudge trusts;

  Roles(TrustJudge trusts) {
    this.trusts = trusts;
  }

  /**
   * Refuses a role that does not exist or does not trust Lambda.
   *
   * @throws ServiceException InvalidParameterValueException
   */
  void requireAssumable(String role, Call call) {
    TrustJudge.Wanted wanted = trusts.find(role);
    if (wanted == null
        || wanted.role() == null
        || !trusts.trusts(wanted.role(), LAMBDA, call.now())) {
      throw Refusals.invalid("The role defined for the function cannot be assumed by Lambda.");
    }
  }
}
