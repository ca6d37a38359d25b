package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.ReadOperation;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.iam.policy.PolicyPrinter;
import org.jspecify.annotations.Nullable;

/** {@code GetResourcePolicy}: the policy, reformatted; replicas have a copy of their primary's. */
final class GetResourcePolicy implements ReadOperation<SecretId, GetResourcePolicy.Output> {

  /** The secret's names and its policy, if there is one. */
  public record Output(String arn, String name, @Nullable String resourcePolicy) {}

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "GetResourcePolicyResponse",
          member("ARN", Shapes.ARN, Output::arn),
          member("Name", Shapes.NAME, Output::name),
          member("ResourcePolicy", Shapes.POLICY, Output::resourcePolicy));

  private static final Contract<SecretId, Output> CONTRACT =
      Contract.of(
          "GetResourcePolicy",
          SecretIdInput.of("GetResourcePolicyRequest"),
          OUTPUT,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.INVALID_PARAMETER);

  private final PolicyPrincipals principals;

  /** Shows the ARNs that {@code principals} have now. */
  GetResourcePolicy(PolicyPrincipals principals) {
    this.principals = principals;
  }

  @Override
  public Contract<SecretId, Output> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(SecretId in) {
    return in;
  }

  @Override
  public Output read(SecretId in, Secret secret, Call call) {
    String policy = secret.requireActive().resourcePolicy();
    return new Output(
        secret.arn(),
        secret.name(),
        policy == null ? null : PolicyPrinter.pretty(principals.shown(policy)));
  }
}
