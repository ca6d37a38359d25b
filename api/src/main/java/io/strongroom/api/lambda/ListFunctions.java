package io.strongroom.api.lambda;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Permission;
import io.strongroom.api.RestOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.Functions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListFunctions}: the functions of an account and region, by name. */
final class ListFunctions
    implements AccountOperation<ListFunctions.Input, ListFunctions.Output>, RestOperation {

  /** Which page. */
  record Input(@Nullable String marker, int limit) {}

  /** One page. */
  record Output(List<ShownFunction> functions, @Nullable String nextMarker) {}

  /** The most functions on a page. Source: Lambda API Reference, ListFunctions, "MaxItems". */
  private static final int MAX_PAGE = 50;

  private static final InputMember<String> MASTER_REGION =
      InputMember.optional("MasterRegion", Shapes.MASTER_REGION).shown();

  /** There is one version of each function, so all versions are what is listed anyway. */
  private static final InputMember<String> FUNCTION_VERSION =
      InputMember.optional("FunctionVersion", Shapes.ALL_VERSIONS).shown();

  private static final Contract<Input, Output> CONTRACT =
      Contract.lambda(
          "ListFunctions",
          "ListFunctions",
          InputStructure.of(
              "ListFunctionsRequest",
              in ->
                  new Input(
                      in.get(Members.MARKER),
                      (int) Math.min(MAX_PAGE, in.get(Members.MAX_ITEMS, (long) MAX_PAGE))),
              MASTER_REGION,
              FUNCTION_VERSION,
              Members.MARKER,
              Members.MAX_ITEMS),
          OutputStructure.of(
              "ListFunctionsResponse",
              member("NextMarker", Shapes.TEXT, Output::nextMarker),
              member("Functions", Shape.list(ShownFunction.SHAPE), Output::functions)),
          ErrorCode.LAMBDA_INVALID_PARAMETER);

  private static final RestRoute ROUTE =
      RestRoute.of("GET", "/2015-03-31/functions", "ListFunctions20150331")
          .query("MasterRegion", "MasterRegion")
          .query("FunctionVersion", "FunctionVersion")
          .query("Marker", "Marker")
          .query("MaxItems", "MaxItems");

  private final Functions functions;
  private final Environments environments;
  private final Markers markers;

  ListFunctions(Functions functions, Environments environments, Markers markers) {
    this.functions = functions;
    this.environments = environments;
    this.markers = markers;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public RestRoute route() {
    return ROUTE;
  }

  @Override
  public Permission permission(Input in, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public Output answer(Input in, Call call) {
    String after = markers.after(in.marker(), call);
    List<Function> found = functions.page(call.account(), call.region(), after, in.limit() + 1);
    List<Function> page = found.subList(0, Math.min(in.limit(), found.size()));
    return new Output(
        page.stream().map(each -> ShownFunction.of(each, environments, call)).toList(),
        found.size() > page.size() ? markers.behind(page.getLast().name().text(), call) : null);
  }
}
