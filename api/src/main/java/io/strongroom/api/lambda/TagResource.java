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

/** {@code TagResource}: adds tags to a function, or gives new values to tags that are there. */
final class TagResource implements FunctionWriteOperation<TagResource.Input, Nothing> {

  /** What the caller asks for. */
  record Input(String resource, Map<String, String> tags) {}

  private static final InputMember<Map<String, String>> TAGS =
      InputMember.required("Tags", Shapes.TAGS).shown();

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.lambda(
          "TagResource",
          "TagResource",
          InputStructure.of(
              "TagResourceRequest",
              in -> new Input(in.require(Tagged.RESOURCE), TagRules.require(in.require(TAGS))),
              Tagged.RESOURCE,
              TAGS),
          null,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_CONFLICT,
          ErrorCode.LAMBDA_NOT_FOUND);

  private static final RestRoute ROUTE =
      RestRoute.of("POST", Tagged.PATH, "TagResource20170331v2").answering(204);

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
    return TagRules.conditions(in.tags());
  }

  @Override
  public FunctionChange<Nothing> decide(Input in, @Nullable Function found, Call call) {
    Function before = Refusals.requireChangeable(found, target(in, call));
    Function next = before.tagged(TagRules.requireFew(before.tags().adding(in.tags())));
    return FunctionChange.of(new FunctionWrite.Update(next), new Nothing());
  }
}
