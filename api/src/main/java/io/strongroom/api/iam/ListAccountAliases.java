package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.iam.directory.Directory;
import java.util.List;

/** {@code ListAccountAliases}: the name of the account, if it has one. */
final class ListAccountAliases
    implements DirectoryRead<ListAccountAliases.Input, Pages.Page<String>> {

  /** Which page. */
  record Input(Pages.Asked page) {}

  private static final Contract<Input, Pages.Page<String>> CONTRACT =
      Contract.iam(
          "ListAccountAliases",
          InputStructure.of(
              "ListAccountAliasesRequest",
              in -> new Input(Pages.Asked.of(in)),
              Members.MARKER,
              Members.MAX_ITEMS),
          OutputStructure.of(
              "ListAccountAliasesResponse",
              Pages.members(
                  member(
                      "AccountAliases",
                      Shape.list(Shapes.ACCOUNT_ALIAS),
                      Pages.Page<String>::items),
                  page -> page)));

  private final Pages pages;

  /** Cuts lists by {@code pages}. */
  ListAccountAliases(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Contract<Input, Pages.Page<String>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public Pages.Page<String> answer(Input in, Directory directory, Call call) {
    String alias = AccountAliases.account(directory).alias();
    List<String> aliases = alias == null ? List.of() : List.of(alias);
    return pages.counted(aliases, in.page(), CONTRACT.name(), call);
  }
}
