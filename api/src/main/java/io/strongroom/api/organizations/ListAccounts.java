package io.strongroom.api.organizations;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Lane;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Organization;
import io.strongroom.core.store.PageTokens;
import io.strongroom.iam.directory.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListAccounts}: all accounts, closed ones too, in the order of their numbers. */
final class ListAccounts implements AccountOperation<Pages.Asked, ListAccounts.Output> {
  private static final String NAME = "ListAccounts";

  /** A page. */
  record Output(List<Shapes.Shown> accounts, @Nullable String nextToken) {}

  private static final Contract<Pages.Asked, Output> CONTRACT =
      Contract.ofService(
          OrganizationsOperations.NAME,
          NAME,
          InputStructure.of("ListAccountsRequest", Pages::asked, Shapes.TOKEN, Shapes.MAX_RESULTS),
          OutputStructure.of(
              "ListAccountsResponse",
              member("Accounts", Shape.list(Shapes.SHOWN), Output::accounts),
              member("NextToken", Shapes.NEXT_TOKEN, Output::nextToken)),
          ErrorCode.ORGANIZATIONS_NOT_IN_USE,
          ErrorCode.ORGANIZATIONS_INVALID_INPUT);

  private final Management management;
  private final Organization organization;
  private final Pages pages;

  ListAccounts(Management management, Organization organization, PageTokens tokens) {
    this.management = management;
    this.organization = organization;
    this.pages = new Pages(tokens, NAME);
  }

  @Override
  public Lane lane() {
    return Lane.LARGE;
  }

  @Override
  public Contract<Pages.Asked, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Output answer(Pages.Asked in, Call call) {
    Account manager = management.require(call);
    List<Account> found = organization.list(Pages.account(pages.after(in)), in.limit() + 1);
    List<Account> page = found.stream().limit(in.limit()).toList();
    String next = found.size() > in.limit() ? pages.token(Pages.at(page.getLast().id())) : null;
    return new Output(
        page.stream().map(account -> new Shapes.Shown(account, manager.id())).toList(), next);
  }
}
