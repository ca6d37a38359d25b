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

/** {@code DeleteUserPolicy}, {@code DeleteGroupPolicy} and {@code DeleteRolePolicy}. */
final class DeleteInlinePolicy implements DirectoryWrite<InlinePolicy, Nothing> {
  private final Target<? extends Identity.Bearer> target;
  private final Contract<InlinePolicy, Nothing> contract;

  /** Deletes policies of one kind of identities. */
  DeleteInlinePolicy(Target<? extends Identity.Bearer> target) {
    this.target = target;
    String operation = "Delete" + target.word() + "Policy";
    this.contract =
        Contract.iam(
            operation,
            InlinePolicy.input(target, operation),
            null,
            target.changing(ErrorCode.NO_SUCH_ENTITY, ErrorCode.LIMIT_EXCEEDED));
  }

  @Override
  public Contract<InlinePolicy, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(InlinePolicy in, Directory directory, Call call) {
    return InlinePolicy.permission(target, directory, call, in.bearer());
  }

  @Override
  public Decision<Nothing> decide(InlinePolicy in, Directory directory, Call call) {
    Identity.Bearer bearer = target.require(directory, in.bearer());
    String _ = in.require(target, bearer.policies());
    Policies policies = bearer.policies().without(in.name());
    return Identities.putting(directory, Identities.with(bearer, policies));
  }
}
