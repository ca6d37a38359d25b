package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Policies;

/**
 * {@code PutUserPolicy}, {@code PutGroupPolicy} and {@code PutRolePolicy}: adds an inline policy,
 * or replaces the one of that name.
 */
final class PutInlinePolicy implements DirectoryWrite<PutInlinePolicy.Input, Nothing> {

  /** Which policy, and its text. */
  record Input(InlinePolicy policy, String document) {}

  private final Target<? extends Identity.Bearer> target;
  private final int maxSize;
  private final Contract<Input, Nothing> contract;

  private PutInlinePolicy(Target<? extends Identity.Bearer> target, int maxSize) {
    this.target = target;
    this.maxSize = maxSize;
    String name = "Put" + target.word() + "Policy";
    this.contract =
        Contract.iam(
            name,
            InputStructure.of(
                name + "Request",
                in ->
                    new Input(
                        new InlinePolicy(
                            in.require(target.member()), in.require(Members.POLICY_NAME)),
                        in.require(Members.POLICY_DOCUMENT)),
                target.member(),
                Members.POLICY_NAME,
                Members.POLICY_DOCUMENT),
            null,
            target.changing(
                ErrorCode.LIMIT_EXCEEDED,
                ErrorCode.MALFORMED_POLICY_DOCUMENT,
                ErrorCode.NO_SUCH_ENTITY));
  }

  /** Puts policies of users. */
  static PutInlinePolicy ofUser() {
    return new PutInlinePolicy(Target.USER, InlineSizes.USER);
  }

  /** Puts policies of groups. */
  static PutInlinePolicy ofGroup() {
    return new PutInlinePolicy(Target.GROUP, InlineSizes.GROUP);
  }

  /** Puts policies of roles. */
  static PutInlinePolicy ofRole() {
    return new PutInlinePolicy(Target.ROLE, InlineSizes.ROLE);
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return InlinePolicy.permission(target, directory, call, in.policy().bearer());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    Identity.Bearer bearer = target.require(directory, in.policy().bearer());
    Documents.requireIdentityPolicy(in.document());
    Policies policies = bearer.policies().putting(in.policy().name(), in.document());
    if (policies.inline().values().stream().mapToLong(Documents::size).sum() > maxSize) {
      throw Refusals.limit(
          "Maximum policy size of %d bytes exceeded for %s %s"
              .formatted(maxSize, target.noun(), bearer.name()));
    }
    return Identities.putting(directory, Identities.with(bearer, policies));
  }
}
