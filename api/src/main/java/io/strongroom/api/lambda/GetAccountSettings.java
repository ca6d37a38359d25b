package io.strongroom.api.lambda;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Permission;
import io.strongroom.api.RestOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.CodePackage;
import io.strongroom.core.function.FunctionStore;
import io.strongroom.core.function.Functions;

/**
 * {@code GetAccountSettings}: what an account has stored, and what it may. Both count over all
 * regions.
 */
final class GetAccountSettings
    implements AccountOperation<GetAccountSettings.Input, FunctionStore.Usage>, RestOperation {

  /** Nothing is asked for. */
  record Input() {}

  /** How many invocations an account can have at a time, as it is shown to every account. */
  private static final long CONCURRENCY = 1_000;

  private static final RestRoute ROUTE =
      RestRoute.of("GET", "/2016-08-19/account-settings", "GetAccountSettings20160819");

  private static final OutputStructure<FunctionStore.Usage> USAGE =
      OutputStructure.of(
          "AccountUsage",
          member("TotalCodeSize", Shapes.SIZE, FunctionStore.Usage::codeBytes),
          member("FunctionCount", Shapes.SIZE, FunctionStore.Usage::functions));

  private final Functions functions;
  private final Contract<Input, FunctionStore.Usage> contract;

  /** Shows the limits that {@code rule} sets. */
  GetAccountSettings(Functions functions, UploadRule rule) {
    this.functions = functions;
    OutputStructure<FunctionStore.Usage> limit =
        OutputStructure.of(
            "AccountLimit",
            member("TotalCodeSize", Shapes.SIZE, _ -> rule.maxAccountBytes()),
            member("CodeSizeUnzipped", Shapes.SIZE, _ -> CodePackage.MAX_UNZIPPED),
            member("CodeSizeZipped", Shapes.SIZE, _ -> Code.MAX_SIZE),
            member("ConcurrentExecutions", Shapes.COUNT, _ -> CONCURRENCY),
            member("UnreservedConcurrentExecutions", Shapes.UNRESERVED, _ -> CONCURRENCY));
    contract =
        Contract.lambda(
            "GetAccountSettings",
            "GetAccountSettings",
            InputStructure.of("GetAccountSettingsRequest", _ -> new Input()),
            OutputStructure.of(
                "GetAccountSettingsResponse",
                member("AccountLimit", limit, usage -> usage),
                member("AccountUsage", USAGE, usage -> usage)));
  }

  @Override
  public Contract<Input, FunctionStore.Usage> contract() {
    return contract;
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
  public FunctionStore.Usage answer(Input in, Call call) {
    return functions.usage(call.account());
  }
}
