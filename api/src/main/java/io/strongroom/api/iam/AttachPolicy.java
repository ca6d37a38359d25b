package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Quotas;

/**
 * {@code AttachUserPolicy}, {@code AttachGroupPolicy} and {@code AttachRolePolicy}. To attach what
 * is attached changes nothing.
 */
final class AttachPolicy implements DirectoryWrite<Attachment, Nothing> {
  private final Target<? extends Identity.Bearer> target;
  private final Contract<Attachment, Nothing> contract;

  /** Attaches policies to one kind of identities. */
  AttachPolicy(Target<? extends Identity.Bearer> target) {
    this.target = target;
    String operation = "Attach" + target.word() + "Policy";
    this.contract =
        Contract.iam(
            operation,
            Attachment.input(target, operation),
            null,
            target.changing(
                ErrorCode.NO_SUCH_ENTITY,
                ErrorCode.LIMIT_EXCEEDED,
                ErrorCode.INVALID_INPUT,
                ErrorCode.POLICY_NOT_ATTACHABLE));
  }

  @Override
  public Contract<Attachment, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(Attachment in, Directory directory, Call call) {
    return in.permission(target, directory, call);
  }

  @Override
  public Decision<Nothing> decide(Attachment in, Directory directory, Call call) {
    Identity.Bearer bearer = target.require(directory, in.bearer());
    String arn = ManagedPolicies.requireAttachable(directory, in.policyArn()).arn();
    Policies policies = bearer.policies();
    if (policies.attached().contains(arn)) {
      return Decision.none(new Nothing());
    }
    if (policies.attached().size() >= Quotas.ATTACHED_POLICIES) {
      throw Refusals.quota("PoliciesPer" + target.word(), Quotas.ATTACHED_POLICIES);
    }
    return Identities.putting(directory, Identities.with(bearer, policies.attaching(arn)));
  }
}
