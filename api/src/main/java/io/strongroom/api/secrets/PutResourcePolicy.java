package io.strongroom.api.secrets;

import io.strongroom.api.Authorizer;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.iam.policy.BroadAccess;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.ConditionKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code PutResourcePolicy}: attaches a policy in place of the one that is there. */
final class PutResourcePolicy implements WriteOperation<PutResourcePolicy.Input, Answers.Named> {

  /** The policy, and whether one that grants broad access is refused, if that was said. */
  public record Input(SecretId secretId, String policy, @Nullable Boolean blockPublic) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<String> RESOURCE_POLICY =
      InputMember.required("ResourcePolicy", Shapes.POLICY).shown();
  private static final InputMember<Boolean> BLOCK_PUBLIC_POLICY =
      InputMember.optional("BlockPublicPolicy", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "PutResourcePolicyRequest",
          in ->
              new Input(
                  SecretId.parse(in.require(SECRET_ID)),
                  in.require(RESOURCE_POLICY),
                  in.get(BLOCK_PUBLIC_POLICY)),
          SECRET_ID,
          RESOURCE_POLICY,
          BLOCK_PUBLIC_POLICY);

  private static final Contract<Input, Answers.Named> CONTRACT =
      Contract.of(
          "PutResourcePolicy",
          INPUT,
          Answers.Named.shape("PutResourcePolicyResponse", Shapes.NAME),
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.PUBLIC_POLICY);

  private final Authorizer authorizer;
  private final PolicyPrincipals principals;

  /** Has lock-outs foreseen by {@code authorizer}, and keeps {@code principals} by their ids. */
  PutResourcePolicy(Authorizer authorizer, PolicyPrincipals principals) {
    this.authorizer = authorizer;
    this.principals = principals;
  }

  @Override
  public ConditionKeys keys(Input in) {
    return new RequestKeys().one("secretsmanager:blockpublicpolicy", in.blockPublic()).asKeys();
  }

  @Override
  public Contract<Input, Answers.Named> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(Input in) {
    return in.secretId();
  }

  @Override
  public Change<Answers.Named> decide(Input in, Secret secret, Call call) {
    secret.requireWritable();
    PolicyDocument document = parse(in.policy());
    if (Boolean.TRUE.equals(in.blockPublic()) && BroadAccess.isBroad(document)) {
      throw new ServiceException(
          ErrorCode.PUBLIC_POLICY,
          "You can't attach a resource-based policy that allows broad access to the secret.");
    }
    if (authorizer.locksOut(document, secret, call)) {
      throw new ServiceException(ErrorCode.INVALID_PARAMETER, PolicyFindings.LOCK_OUT);
    }
    Secret next = secret.governed(principals.stored(in.policy(), _ -> unknown()), call.now());
    return Change.of(SecretWrite.replacing(secret, next, List.of()), Answers.Named.of(secret));
  }

  /** Somebody who does not exist is answered like somebody who cannot be named. */
  private static ServiceException unknown() {
    return new ServiceException(
        ErrorCode.MALFORMED_POLICY_DOCUMENT,
        PolicyFindings.syntaxText(PolicySyntaxException.Kind.UNSUPPORTED_PRINCIPAL));
  }

  private static PolicyDocument parse(String policy) {
    try {
      return PolicyParser.parse(policy);
    } catch (PolicySyntaxException e) {
      throw new ServiceException(
          ErrorCode.MALFORMED_POLICY_DOCUMENT, PolicyFindings.syntaxText(e.kind()));
    }
  }
}
