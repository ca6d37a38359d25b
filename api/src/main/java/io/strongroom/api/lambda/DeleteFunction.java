package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionChange;
import io.strongroom.core.function.FunctionWrite;
import org.jspecify.annotations.Nullable;

/** {@code DeleteFunction}: forgets a function, and its code if no other has the same. */
final class DeleteFunction implements FunctionWriteOperation<Named, Nothing> {

  private static final Contract<Named, Nothing> CONTRACT =
      Contract.lambda(
          "DeleteFunction",
          "DeleteFunction",
          InputStructure.of(
              "DeleteFunctionRequest", Named::read, Members.NAMESPACED_NAME, Members.QUALIFIER),
          null,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_CONFLICT,
          ErrorCode.LAMBDA_NOT_FOUND);

  private static final RestRoute ROUTE =
      RestRoute.of("DELETE", "/2015-03-31/functions/{FunctionName}", "DeleteFunction20150331")
          .query("Qualifier", "Qualifier")
          .answering(204);

  @Override
  public Contract<Named, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public RestRoute route() {
    return ROUTE;
  }

  @Override
  public FunctionArn target(Named in, Call call) {
    FunctionRef ref = in.ref(call).requireLatest();
    if (ref.qualifier() != null) {
      throw Refusals.invalid("$LATEST version cannot be deleted without deleting the function.");
    }
    return ref.arn();
  }

  @Override
  public FunctionChange<Nothing> decide(Named in, @Nullable Function found, Call call) {
    Function before = Refusals.requireChangeable(found, target(in, call));
    return FunctionChange.of(new FunctionWrite.Delete(before), new Nothing());
  }
}
