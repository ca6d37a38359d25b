package io.strongroom.api.lambda;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionWriteOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionChange;
import io.strongroom.core.function.FunctionPolicy;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.key.Keys;
import io.strongroom.keys.Entropy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code AddPermission}: adds a statement to the resource policy of a function. */
final class AddPermission
    implements FunctionWriteOperation<AddPermission.Input, AddPermission.Output> {

  /** What the caller asks for. */
  record Input(Named function, PermissionStatement statement, @Nullable String revisionId) {}

  /** The statement as it is shown. */
  record Output(String statement) {}

  private static final InputMember<String> STATEMENT_ID =
      InputMember.required("StatementId", Shapes.STATEMENT_ID).shown();
  private static final InputMember<String> ACTION =
      InputMember.required("Action", Shapes.ACTION).shown();
  private static final InputMember<String> PRINCIPAL =
      InputMember.required("Principal", Shapes.PRINCIPAL).shown();
  private static final InputMember<String> SOURCE_ARN =
      InputMember.optional("SourceArn", Shapes.SOURCE_ARN).shown();
  private static final InputMember<String> SOURCE_ACCOUNT =
      InputMember.optional("SourceAccount", Shapes.SOURCE_ACCOUNT).shown();
  private static final InputMember<String> EVENT_SOURCE_TOKEN =
      InputMember.optional("EventSourceToken", Shapes.EVENT_SOURCE_TOKEN);
  private static final InputMember<String> PRINCIPAL_ORG_ID =
      InputMember.optional("PrincipalOrgID", Shapes.ORGANIZATION).shown();
  private static final InputMember<String> FUNCTION_URL_AUTH_TYPE =
      InputMember.optional("FunctionUrlAuthType", Shapes.URL_AUTH_TYPE).shown();
  private static final InputMember<Boolean> INVOKED_VIA_FUNCTION_URL =
      InputMember.optional("InvokedViaFunctionUrl", Shapes.FLAG).shown();

  private static final Contract<Input, Output> CONTRACT =
      Contract.lambda(
          "AddPermission",
          "AddPermission",
          InputStructure.of(
              "AddPermissionRequest",
              AddPermission::read,
              Members.NAMESPACED_NAME,
              STATEMENT_ID,
              ACTION,
              PRINCIPAL,
              SOURCE_ARN,
              SOURCE_ACCOUNT,
              EVENT_SOURCE_TOKEN,
              Members.QUALIFIER,
              Members.REVISION_ID,
              PRINCIPAL_ORG_ID,
              FUNCTION_URL_AUTH_TYPE,
              INVOKED_VIA_FUNCTION_URL),
          OutputStructure.of(
              "AddPermissionResponse", shown("Statement", Shapes.TEXT, Output::statement)),
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_CONFLICT,
          ErrorCode.LAMBDA_NOT_FOUND,
          ErrorCode.LAMBDA_POLICY_LENGTH,
          ErrorCode.LAMBDA_PRECONDITION);

  private static final RestRoute ROUTE =
      RestRoute.of("POST", "/2015-03-31/functions/{FunctionName}/policy", "AddPermission20150331v2")
          .query("Qualifier", "Qualifier")
          .answering(201);

  private final PolicyPrincipals principals;
  private final Entropy entropy;

  /** Keeps {@code principals} by their unique ids. */
  AddPermission(PolicyPrincipals principals, Entropy entropy) {
    this.principals = principals;
    this.entropy = entropy;
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
  public FunctionArn target(Input in, Call call) {
    return requireUnqualified(in.function().ref(call)).arn();
  }

  /** Policies are of a function as a whole, whose one version cannot have another. */
  static FunctionRef requireUnqualified(FunctionRef ref) {
    if (ref.requireLatest().qualifier() != null) {
      throw Refusals.invalid("We currently do not support adding policies for $LATEST.");
    }
    return ref;
  }

  /** Source: Service Authorization Reference, "Condition keys for AWS Lambda". */
  @Override
  public Map<String, List<String>> conditions(Input in) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    conditions.put("lambda:Principal", List.of(in.statement().principal()));
    if (in.statement().urlAuthType() != null) {
      conditions.put("lambda:FunctionUrlAuthType", List.of(in.statement().urlAuthType()));
    }
    return conditions;
  }

  @Override
  public FunctionChange<Output> decide(Input in, @Nullable Function found, Call call) {
    Function before = Refusals.requireChangeable(found, target(in, call));
    FunctionPolicy policy = before.policy();
    Refusals.requireRevision(in.revisionId(), policy.revisionId(), "GetPolicy");
    String sid = in.statement().sid();
    if (policy.has(sid)) {
      throw new ServiceException(
          ErrorCode.LAMBDA_CONFLICT,
          "The statement id (%s) provided already exists. Please provide a new statement id, or"
                  .formatted(sid)
              + " remove the existing statement.");
    }
    String json = in.statement().json(before.arn());
    String stored = principals.stored(json, _ -> PermissionStatement.invalidPrincipal());
    FunctionPolicy next =
        policy.adding(
            new FunctionPolicy.Statement(sid, stored), Keys.randomUuid(entropy).toString());
    String document = next.document();
    if (document != null && document.length() > FunctionPolicy.MAX_LENGTH) {
      throw new ServiceException(
          ErrorCode.LAMBDA_POLICY_LENGTH,
          "The final policy size (%d) is bigger than the limit (%d)."
              .formatted(document.length(), FunctionPolicy.MAX_LENGTH));
    }
    return FunctionChange.of(new FunctionWrite.Update(before.governed(next)), new Output(json));
  }

  private static Input read(InputValues in) {
    return new Input(
        Named.read(in),
        new PermissionStatement(
            in.require(STATEMENT_ID),
            in.require(ACTION),
            in.require(PRINCIPAL),
            in.get(SOURCE_ARN),
            in.get(SOURCE_ACCOUNT),
            in.get(EVENT_SOURCE_TOKEN),
            in.get(PRINCIPAL_ORG_ID),
            in.get(FUNCTION_URL_AUTH_TYPE),
            in.get(INVOKED_VIA_FUNCTION_URL)),
        in.get(Members.REVISION_ID));
  }
}
