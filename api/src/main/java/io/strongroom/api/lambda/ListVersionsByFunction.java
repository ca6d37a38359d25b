package io.strongroom.api.lambda;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionReadOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import java.util.List;

/** {@code ListVersionsByFunction}: the one version that a function has. */
final class ListVersionsByFunction implements FunctionReadOperation<String, ShownFunction> {

  private static final OutputStructure<ShownFunction> OUTPUT =
      OutputStructure.of(
          "ListVersionsByFunctionResponse",
          member("Versions", Shape.list(ShownFunction.SHAPE), List::of));

  private static final Contract<String, ShownFunction> CONTRACT =
      Contract.lambda(
          "ListVersionsByFunction",
          "ListVersionsByFunction",
          InputStructure.of(
              "ListVersionsByFunctionRequest",
              in -> in.require(Members.NAMESPACED_NAME),
              Members.NAMESPACED_NAME,
              Members.MARKER,
              Members.MAX_ITEMS),
          OUTPUT,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_NOT_FOUND);

  private static final RestRoute ROUTE =
      RestRoute.of(
              "GET",
              "/2015-03-31/functions/{FunctionName}/versions",
              "ListVersionsByFunction20150331")
          .query("Marker", "Marker")
          .query("MaxItems", "MaxItems");

  private final Environments environments;

  ListVersionsByFunction(Environments environments) {
    this.environments = environments;
  }

  @Override
  public Contract<String, ShownFunction> contract() {
    return CONTRACT;
  }

  @Override
  public RestRoute route() {
    return ROUTE;
  }

  @Override
  public FunctionArn target(String in, Call call) {
    return FunctionRef.parse(in, null, call).requireLatest().arn();
  }

  @Override
  public ShownFunction answer(String in, Function function, Call call) {
    return ShownFunction.of(function, environments, call);
  }
}
