package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionReadOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;

/** {@code GetFunctionConfiguration}: how a function is set. */
final class GetFunctionConfiguration implements FunctionReadOperation<Named, ShownFunction> {

  private static final Contract<Named, ShownFunction> CONTRACT =
      Contract.lambda(
          "GetFunctionConfiguration",
          "GetFunctionConfiguration",
          InputStructure.of(
              "GetFunctionConfigurationRequest",
              Named::read,
              Members.NAMESPACED_NAME,
              Members.QUALIFIER),
          ShownFunction.SHAPE,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_NOT_FOUND);

  private static final RestRoute ROUTE =
      RestRoute.of(
              "GET",
              "/2015-03-31/functions/{FunctionName}/configuration",
              "GetFunctionConfiguration20150331v2")
          .query("Qualifier", "Qualifier");

  private final Environments environments;

  GetFunctionConfiguration(Environments environments) {
    this.environments = environments;
  }

  @Override
  public Contract<Named, ShownFunction> contract() {
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
  public ShownFunction answer(Named in, Function function, Call call) {
    return ShownFunction.of(function, environments, call);
  }
}
