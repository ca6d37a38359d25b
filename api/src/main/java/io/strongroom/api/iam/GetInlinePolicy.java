package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;

/** {@code GetUserPolicy}, {@code GetGroupPolicy} and {@code GetRolePolicy}. */
final class GetInlinePolicy implements DirectoryRead<InlinePolicy, GetInlinePolicy.Output> {

  /** The name of whoever has the policy, its own name, and its text. */
  record Output(String bearer, String name, String document) {}

  private final Target<? extends Identity.Bearer> target;
  private final Contract<InlinePolicy, Output> contract;

  /** Gets policies of one kind of identities. */
  GetInlinePolicy(Target<? extends Identity.Bearer> target) {
    this.target = target;
    String operation = "Get" + target.word() + "Policy";
    this.contract =
        Contract.iam(
            operation,
            InlinePolicy.input(target, operation),
            OutputStructure.of(
                operation + "Response",
                member(target.member().name(), target.member().shape(), Output::bearer),
                member("PolicyName", Shapes.POLICY_NAME, Output::name),
                member(
                    "PolicyDocument",
                    Shapes.POLICY_DOCUMENT,
                    out -> Documents.encoded(out.document()))),
            ErrorCode.NO_SUCH_ENTITY);
  }

  @Override
  public Contract<InlinePolicy, Output> contract() {
    return contract;
  }

  @Override
  public Permission permission(InlinePolicy in, Directory directory, Call call) {
    return target.permission(directory, call, in.bearer());
  }

  @Override
  public Output answer(InlinePolicy in, Directory directory, Call call) {
    Identity.Bearer bearer = target.require(directory, in.bearer());
    return new Output(bearer.name(), in.name(), in.require(target, bearer.policies()));
  }
}
