package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Authorizer;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ValidateResourcePolicy}: says what is wrong with a policy, all at once, and changes
 * nothing. The names of the checks are guesses; what AWS calls them is not published.
 */
final class ValidateResourcePolicy
    implements AccountOperation<ValidateResourcePolicy.Input, ValidateResourcePolicy.Output> {

  /** The policy, and the secret it is for, if it is for one. */
  public record Input(@Nullable SecretId secretId, String policy) {}

  /** One finding. */
  record Finding(String checkName, String errorMessage) {}

  /** All findings; the policy passed if there are none. */
  public record Output(List<Finding> errors) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.optional("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<String> RESOURCE_POLICY =
      InputMember.required("ResourcePolicy", Shapes.POLICY).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ValidateResourcePolicyRequest",
          in -> {
            String id = in.get(SECRET_ID);
            return new Input(id == null ? null : SecretId.parse(id), in.require(RESOURCE_POLICY));
          },
          SECRET_ID,
          RESOURCE_POLICY);

  private static final OutputStructure<Finding> FINDING =
      OutputStructure.of(
          "ValidationErrorsEntry",
          member("CheckName", Shapes.NAME, Finding::checkName),
          member("ErrorMessage", Shape.text(), Finding::errorMessage));

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ValidateResourcePolicyResponse",
          member("PolicyValidationPassed", Shapes.FLAG, out -> out.errors().isEmpty()),
          member("ValidationErrors", Shape.list(FINDING), Output::errors));

  private static final Contract<Input, Output> CONTRACT =
      Contract.of(
          "ValidateResourcePolicy",
          INPUT,
          OUTPUT,
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST);

  private static final List<Action> ALSO = List.of(Action.of("secretsmanager:PutResourcePolicy"));

  private final Secrets secrets;

  private final Authorizer authorizer;

  private final PolicyProver prover;

  /**
   * Looks for the named secret in {@code secrets}; {@code authorizer} foresees lock-outs, and
   * {@code prover} knows what is public.
   */
  ValidateResourcePolicy(Secrets secrets, Authorizer authorizer, PolicyProver prover) {
    this.secrets = secrets;
    this.authorizer = authorizer;
    this.prover = prover;
  }

  @Override
  public List<Action> also(Input in) {
    return ALSO;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public @Nullable SecretId target(Input in) {
    return in.secretId();
  }

  @Override
  public Output answer(Input in, Call call) {
    Secret secret = null;
    if (in.secretId() != null) {
      secret = secrets.find(in.secretId(), call.account(), call.region());
      if (secret == null) {
        throw Secrets.notFound();
      }
      secret.requireActive();
    }
    return new Output(findings(in, secret, call));
  }

  private List<Finding> findings(Input in, @Nullable Secret secret, Call call) {
    PolicyDocument document;
    try {
      document = PolicyParser.parse(in.policy());
    } catch (PolicySyntaxException e) {
      if (e.kind() == PolicySyntaxException.Kind.NOT_JSON) {
        throw new ServiceException(
            ErrorCode.MALFORMED_POLICY_DOCUMENT, PolicyFindings.syntaxText(e.kind()));
      }
      return List.of(new Finding("SYNTAX", PolicyFindings.findingText(e.kind())));
    }
    List<Finding> findings = new ArrayList<>();
    List<String> arns = secret == null ? List.of() : PutResourcePolicy.governed(secret);
    String broad = PolicyFindings.broad(PolicyFindings.BROAD, prover.prove(document, arns));
    if (broad != null) {
      findings.add(new Finding("PUBLIC_POLICY", broad));
    }
    if (secret != null && authorizer.locksOut(document, secret, call)) {
      findings.add(new Finding("LOCK_OUT", PolicyFindings.LOCK_OUT));
    }
    return findings;
  }
}
