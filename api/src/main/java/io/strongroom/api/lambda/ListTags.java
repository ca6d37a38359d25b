package io.strongroom.api.lambda;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionReadOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import java.util.Map;

/** {@code ListTags}: the tags of a function. */
final class ListTags implements FunctionReadOperation<String, Map<String, String>> {

  private static final OutputStructure<Map<String, String>> OUTPUT =
      OutputStructure.of("ListTagsResponse", member("Tags", Shapes.TAGS, tags -> tags));

  private static final Contract<String, Map<String, String>> CONTRACT =
      Contract.lambda(
          "ListTags",
          "ListTags",
          InputStructure.of("ListTagsRequest", in -> in.require(Tagged.RESOURCE), Tagged.RESOURCE),
          OUTPUT,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_NOT_FOUND);

  private static final RestRoute ROUTE = RestRoute.of("GET", Tagged.PATH, "ListTags20170331");

  @Override
  public Contract<String, Map<String, String>> contract() {
    return CONTRACT;
  }

  @Override
  public RestRoute route() {
    return ROUTE;
  }

  @Override
  public FunctionArn target(String in, Call call) {
    return Tagged.parse(in, call);
  }

  @Override
  public Map<String, String> answer(String in, Function function, Call call) {
    return function.tags().byKey();
  }
}
