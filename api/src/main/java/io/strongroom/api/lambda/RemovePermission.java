package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionChange;
import io.strongroom.core.function.FunctionPolicy;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.key.Keys;
import io.strongroom.keys.Entropy;
import org.jspecify.annotations.Nullable;

/** {@code RemovePermission}: takes a statement out of the resource policy of a function. */
final class RemovePermission implements FunctionWriteOperation<RemovePermission.Input, Nothing> {

  /** What the caller asks for. */
  record Input(Named function, String sid, @Nullable String revisionId) {}

  private static final InputMember<String> STATEMENT_ID =
      InputMember.required("StatementId", Shapes.NAMESPACED_STATEMENT_ID).shown();

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.lambda(
          "RemovePermission",
          "RemovePermission",
          InputStructure.of(
              "RemovePermissionRequest",
              in ->
                  new Input(Named.read(in), in.require(STATEMENT_ID), in.get(Members.REVISION_ID)),
              Members.NAMESPACED_NAME,
              STATEMENT_ID,
              Members.QUALIFIER,
              Members.REVISION_ID),
          null,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_NOT_FOUND,
          ErrorCode.LAMBDA_PRECONDITION);

  private static final RestRoute ROUTE =
      RestRoute.of(
              "DELETE",
              "/2015-03-31/functions/{FunctionName}/policy/{StatementId}",
              "RemovePermission20150331v2")
          .query("Qualifier", "Qualifier")
          .query("RevisionId", "RevisionId")
          .answering(204);

  private final Entropy entropy;

  /** Draws ids of revisions from {@code entropy}. */
  RemovePermission(Entropy entropy) {
    this.entropy = entropy;
  }

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
    return AddPermission.requireUnqualified(in.function().ref(call)).arn();
  }

  @Override
  public FunctionChange<Nothing> decide(Input in, @Nullable Function found, Call call) {
    Function before = Refusals.requireChangeable(found, target(in, call));
    FunctionPolicy policy = before.policy();
    if (!policy.has(in.sid())) {
      throw new ServiceException(
          ErrorCode.LAMBDA_NOT_FOUND,
          "Statement " + in.sid() + " is not found in resource policy.");
    }
    Refusals.requireRevision(in.revisionId(), policy.revisionId(), "GetPolicy");
    FunctionPolicy next = policy.removing(in.sid(), Keys.randomUuid(entropy).toString());
    return FunctionChange.of(new FunctionWrite.Update(before.governed(next)), new Nothing());
  }
}
