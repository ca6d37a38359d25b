package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionChange;
import io.strongroom.core.function.FunctionWrite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code UntagResource}: takes tags away from a function; those that are not there are no fault.
 */
final class UntagResource implements FunctionWriteOperation<UntagResource.Input, Nothing> {

  /** What the caller asks for. */
  record Input(String resource, List<String> keys) {}

  private static final InputMember<List<String>> TAG_KEYS =
      InputMember.required("TagKeys", Shapes.TAG_KEYS).shown();

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.lambda(
          "UntagResource",
          "UntagResource",
          InputStructure.of(
              "UntagResourceRequest",
              in -> new Input(in.require(Tagged.RESOURCE), in.require(TAG_KEYS)),
              Tagged.RESOURCE,
              TAG_KEYS),
          null,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_CONFLICT,
          ErrorCode.LAMBDA_NOT_FOUND);

  private static final RestRoute ROUTE =
      RestRoute.of("DELETE", Tagged.PATH, "UntagResource20170331v2")
          .query("tagKeys", "TagKeys")
          .answering(204);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public RestRoute route() {
    return ROUTE;
  }

  @Override
  public FunctionArn target(Input in, Call call) {
    return Tagged.parse(in.resource(), call);
  }

  @Override
  public Map<String, List<String>> conditions(Input in) {
    return Map.of("aws:TagKeys", in.keys());
  }

  @Override
  public FunctionChange<Nothing> decide(Input in, @Nullable Function found, Call call) {
    Function before = Refusals.requireChangeable(found, target(in, call));
    Function next = before.tagged(before.tags().removing(in.keys()));
    return FunctionChange.of(new FunctionWrite.Update(next), new Nothing());
  }
}
