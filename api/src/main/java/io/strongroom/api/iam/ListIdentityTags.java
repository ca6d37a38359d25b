package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import java.util.List;

/**
 * {@code ListUserTags}, {@code ListRoleTags}, {@code ListPolicyTags} and {@code
 * ListOpenIDConnectProviderTags}.
 */
final class ListIdentityTags implements DirectoryRead<ListIdentityTags.Input, Pages.Page<Tag>> {

  /** Whose tags, and which page. */
  record Input(String name, Pages.Asked page) {}

  private final Target<?> target;
  private final Pages pages;
  private final Contract<Input, Pages.Page<Tag>> contract;

  /** Lists tags of one kind of identities. */
  ListIdentityTags(Target<?> target, Pages pages) {
    this.target = target;
    this.pages = pages;
    String operation = "List" + target.word() + "Tags";
    this.contract =
        Contract.iam(
            operation,
            InputStructure.of(
                operation + "Request",
                in -> new Input(in.require(target.member()), Pages.Asked.of(in)),
                target.member(),
                Members.MARKER,
                Members.MAX_ITEMS),
            OutputStructure.of(
                operation + "Response",
                Pages.members(member("Tags", Tag.LIST_OUT, Pages.Page<Tag>::items), page -> page)),
            target.finding(ErrorCode.NO_SUCH_ENTITY));
  }

  @Override
  public Contract<Input, Pages.Page<Tag>> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return target.permission(directory, call, in.name());
  }

  @Override
  public Pages.Page<Tag> answer(Input in, Directory directory, Call call) {
    Identity identity = target.require(directory, in.name());
    List<Tag> tags = Tag.all(Identities.tags(identity));
    return pages.counted(tags, in.page(), contract.name() + "\n" + identity.id(), call);
  }
}
