package io.strongroom.api.sts;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.CallerOperation;
import io.strongroom.api.Contract;
import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.iam.Principal;

/**
 * {@code GetCallerIdentity}: says who calls. It takes no permission, and no policy can refuse it.
 */
final class GetCallerIdentity implements CallerOperation<Nothing, Principal.OfAccount> {
  private static final Contract<Nothing, Principal.OfAccount> CONTRACT =
      Contract.ofService(
          StsOperations.NAME,
          "GetCallerIdentity",
          InputStructure.of("GetCallerIdentityRequest", _ -> new Nothing()),
          OutputStructure.of(
              "GetCallerIdentityResponse",
              member("UserId", Shape.text(), Principal.OfAccount::userId),
              member("Account", Shape.text(), principal -> principal.account().digits()),
              member("Arn", Shapes.ARN, Principal.OfAccount::arn)));

  @Override
  public Contract<Nothing, Principal.OfAccount> contract() {
    return CONTRACT;
  }

  @Override
  public Principal.OfAccount answer(Nothing in, Call call) {
    return call.principal();
  }
}
