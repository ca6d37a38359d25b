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

/** {@code DetachUserPolicy}, {@code DetachGroupPolicy} and {@code DetachRolePolicy}. */
final class DetachPolicy implements DirectoryWrite<Attachment, Nothing> {
  private final Target<? extends Identity.Bearer> target;
  private final Contract<Attachment, Nothing> contract;

  /** Detaches policies from one kind of identities. */
  DetachPolicy(Target<? extends Identity.Bearer> target) {
    this.target = target;
    String operation = "Detach" + target.word() + "Policy";
    this.contract =
        Contract.iam(
            operation,
            Attachment.input(target, operation),
            null,
            target.changing(
                ErrorCode.NO_SUCH_ENTITY, ErrorCode.LIMIT_EXCEEDED, ErrorCode.INVALID_INPUT));
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
    if (!ManagedPolicies.isArn(in.policyArn())) {
      throw Refusals.invalidArn(in.policyArn());
    }
    Policies policies = bearer.policies();
    if (!policies.attached().contains(in.policyArn())) {
      throw Refusals.noSuchEntity("Policy %s was not found.".formatted(in.policyArn()));
    }
    return Identities.putting(
        directory, Identities.with(bearer, policies.detaching(in.policyArn())));
  }
}
