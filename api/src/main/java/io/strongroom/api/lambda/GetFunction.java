package io.strongroom.api.lambda;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Authorizer;
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
import io.strongroom.iam.policy.eval.Action;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GetFunction}: all about a function but its code. Tags are for those who may list them.
 *
 * <p>Source: Lambda API Reference, GetFunction, "Tags".
 */
final class GetFunction implements FunctionReadOperation<Named, GetFunction.Output> {

  /**
   * A function.
   *
   * @param tags null for none, and for a caller who may not see them
   */
  record Output(ShownFunction function, @Nullable Map<String, String> tags, Sight sight) {}

  /** Whether the caller may see tags. */
  enum Sight {
    ALL,
    NO_TAGS
  }

  private static final OutputStructure<Output> CODE =
      OutputStructure.of("FunctionCodeLocation", shown("RepositoryType", Shapes.TEXT, _ -> "S3"));

  private static final Shape.Text TAGS_ERROR_CODE =
      new Shape.Text(
          10,
          21,
          new Shape.Pattern("[A-Za-z]+Exception", code -> code.endsWith("Exception")),
          Set.of());
  private static final Shape.Text TAGS_ERROR_TEXT =
      new Shape.Text(84, 1_000, new Shape.Pattern(".*", text -> text.indexOf('\n') < 0), Set.of());

  private static final String NO_TAGS =
      "Tags are left out of this answer: the caller is not authorized to perform lambda:ListTags"
          + " on the function.";

  private static final OutputStructure<Output> TAGS_ERROR =
      OutputStructure.of(
          "TagsError",
          shown("ErrorCode", TAGS_ERROR_CODE, _ -> "AccessDeniedException"),
          shown("Message", TAGS_ERROR_TEXT, _ -> NO_TAGS));

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "GetFunctionResponse",
          shown("Configuration", ShownFunction.SHAPE, Output::function),
          shown("Code", CODE, out -> out),
          member("Tags", Shapes.TAGS, Output::tags),
          shown("TagsError", TAGS_ERROR, out -> out.sight() == Sight.NO_TAGS ? out : null));

  private static final Contract<Named, Output> CONTRACT =
      Contract.lambda(
          "GetFunction",
          "GetFunction",
          InputStructure.of(
              "GetFunctionRequest", Named::read, Members.NAMESPACED_NAME, Members.QUALIFIER),
          OUTPUT,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_NOT_FOUND);

  private static final RestRoute ROUTE =
      RestRoute.of("GET", "/2015-03-31/functions/{FunctionName}", "GetFunction20150331v2")
          .query("Qualifier", "Qualifier");

  private static final Action LIST_TAGS = Action.of("lambda:ListTags");

  private final Environments environments;
  private final Authorizer authorizer;

  GetFunction(Environments environments, Authorizer authorizer) {
    this.environments = environments;
    this.authorizer = authorizer;
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
    ShownFunction shown = ShownFunction.of(function, environments, call);
    Map<String, String> tags = function.tags().byKey();
    if (tags.isEmpty()) {
      return new Output(shown, null, Sight.ALL);
    }
    return authorizer.permits(call, LIST_TAGS, function)
        ? new Output(shown, tags, Sight.ALL)
        : new Output(shown, null, Sight.NO_TAGS);
  }
}
