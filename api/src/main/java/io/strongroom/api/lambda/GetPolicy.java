package io.strongroom.api.lambda;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionReadOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.identity.PolicyPrincipals;

/** {@code GetPolicy}: the resource policy of a function. */
final class GetPolicy implements FunctionReadOperation<Named, GetPolicy.Output> {

  /** The policy. */
  record Output(String policy, String revisionId) {}

  private static final Contract<Named, Output> CONTRACT =
      Contract.lambda(
          "GetPolicy",
          "GetPolicy",
          InputStructure.of(
              "GetPolicyRequest", Named::read, Members.NAMESPACED_NAME, Members.QUALIFIER),
          OutputStructure.of(
              "GetPolicyResponse",
              shown("Policy", Shapes.TEXT, Output::policy),
              shown("RevisionId", Shapes.TEXT, Output::revisionId)),
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_NOT_FOUND);

  private static final RestRoute ROUTE =
      RestRoute.of("GET", "/2015-03-31/functions/{FunctionName}/policy", "GetPolicy20150331v2")
          .query("Qualifier", "Qualifier");

  private final PolicyPrincipals principals;

  GetPolicy(PolicyPrincipals principals) {
    this.principals = principals;
  }

  @Override
  public Contract<Named, Output> contract() {
    return CONTRACT;
  }

  @Override
  public RestRoute route() {
    return ROUTE;
  }

  @Override
  public FunctionArn target(Named in, Call call) {
    return in.ref(call).requireLatest().arn();
  }

  @Override
  public Output answer(Named in, Function function, Call call) {
    String document = function.policy().document();
    if (document == null || in.ref(call).qualifier() != null) {
      throw new ServiceException(
          ErrorCode.LAMBDA_NOT_FOUND, "The resource you requested does not exist.");
    }
    return new Output(principals.shown(document), function.policy().revisionId());
  }
}
