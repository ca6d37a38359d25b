package io.strongroom.api.secrets;

import io.strongroom.api.Authorizer;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.PreparedOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.iam.Region;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.ConditionKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code PutResourcePolicy}: attaches a policy in place of the one that is there. */
final class PutResourcePolicy implements PreparedOperation<PutResourcePolicy.Input, Answers.Named> {

  /**
   * The policy, and whether one that grants broad access is refused, if that was said.
   *
   * @param closedFor the ARNs of the secrets for which it is proved to grant none
   */
  public record Input(
      SecretId secretId, String policy, @Nullable Boolean blockPublic, List<String> closedFor) {
    Input provedFor(List<String> arns) {
      return new Input(secretId, policy, blockPublic, arns);
    }
  }

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
                  in.get(BLOCK_PUBLIC_POLICY),
                  List.of()),
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
  private final PublicPolicyRule rule;

  /**
   * Has lock-outs foreseen by {@code authorizer}, keeps {@code principals} by their ids, and holds
   * policies to {@code rule}.
   */
  PutResourcePolicy(Authorizer authorizer, PolicyPrincipals principals, PublicPolicyRule rule) {
    this.authorizer = authorizer;
    this.principals = principals;
    this.rule = rule;
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
  public Input prepare(Input in, Secret secret, Call call) {
    if (!rule.applies(in.blockPublic())) {
      return in;
    }
    List<String> arns = governed(secret.requireWritable());
    rule.requireClosed(parse(in.policy()), arns);
    return in.provedFor(arns);
  }

  @Override
  public Change<Answers.Named> decide(Input in, Secret secret, Call call) {
    secret.requireWritable();
    PolicyDocument document = parse(in.policy());
    if (rule.applies(in.blockPublic()) && !in.closedFor().containsAll(governed(secret))) {
      // It was made, or replicated, while the proof was under way.
      throw new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
    }
    if (authorizer.locksOut(document, secret, call)) {
      throw new ServiceException(ErrorCode.INVALID_PARAMETER, PolicyFindings.LOCK_OUT);
    }
    Secret next = secret.governed(principals.stored(in.policy(), _ -> unknown()), call.now());
    return Change.of(SecretWrite.replacing(secret, next, List.of()), Answers.Named.of(secret));
  }

  /**
   * Returns the ARNs that a policy of {@code secret} is for: its own, and those of its replicas.
   */
  static List<String> governed(Secret secret) {
    List<String> arns = new ArrayList<>(List.of(secret.arn()));
    if (secret.replication() instanceof Replication.Primary primary) {
      SecretIdentity own = secret.identity();
      for (Region region : primary.replicas().keySet()) {
        arns.add(
            SecretIdentity.of(own.account(), region, own.name(), own.suffix(), own.id()).arn());
      }
    }
    return arns;
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
