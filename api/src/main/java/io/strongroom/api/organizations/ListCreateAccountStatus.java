package io.strongroom.api.organizations;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Scan;
import io.strongroom.iam.AccountId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ListCreateAccountStatus}: the requests to make accounts. The first page begins with those
 * that failed, as far as they are remembered.
 */
final class ListCreateAccountStatus
    implements AccountOperation<ListCreateAccountStatus.Input, ListCreateAccountStatus.Output> {
  private static final String NAME = "ListCreateAccountStatus";

  /** The key of places among the failed requests; accounts have another. */
  private static final long AMONG_FAILED = 1;

  /** A page, and which states are on it; none for all. */
  record Input(List<String> states, Pages.Asked page) {

    boolean wants(Makings.State state) {
      return states.isEmpty() || states.contains(state.name());
    }
  }

  /** A page. */
  record Output(List<Makings.Making> makings, @Nullable String nextToken) {}

  private static final InputMember<List<String>> STATES =
      InputMember.optional("States", Shape.list(Shapes.STATE)).shown();

  private static final Contract<Input, Output> CONTRACT =
      Contract.ofService(
          OrganizationsOperations.NAME,
          NAME,
          InputStructure.of(
              "ListCreateAccountStatusRequest",
              in -> new Input(in.get(STATES, List.of()), Pages.asked(in)),
              STATES,
              Shapes.TOKEN,
              Shapes.MAX_RESULTS),
          OutputStructure.of(
              "ListCreateAccountStatusResponse",
              member("CreateAccountStatuses", Shape.list(Shapes.MAKING), Output::makings),
              member("NextToken", Shapes.NEXT_TOKEN, Output::nextToken)),
          ErrorCode.ORGANIZATIONS_NOT_IN_USE,
          ErrorCode.ORGANIZATIONS_INVALID_INPUT);

  private final Management management;
  private final Makings makings;
  private final Pages pages;

  ListCreateAccountStatus(Management management, Makings makings, PageTokens tokens) {
    this.management = management;
    this.makings = makings;
    this.pages = new Pages(tokens, NAME);
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Output answer(Input in, Call call) {
    var _ = management.require(call);
    Scan.Position after = pages.after(in.page());
    int limit = in.page().limit();
    List<Makings.Making> page = new ArrayList<>();
    boolean amongFailed = after == null || after.key() == AMONG_FAILED;
    if (amongFailed && in.wants(Makings.State.FAILED)) {
      String last = after == null ? "" : after.name();
      makings.failed().stream()
          .filter(making -> making.id().compareTo(last) > 0)
          .limit(limit + 1L)
          .forEach(page::add);
    }
    if (page.size() <= limit && in.wants(Makings.State.SUCCEEDED)) {
      page.addAll(makings.made(amongFailed ? null : Pages.account(after), limit + 2));
    }
    if (page.size() <= limit) {
      return new Output(page, null);
    }
    List<Makings.Making> first = List.copyOf(page.subList(0, limit));
    return new Output(first, pages.token(place(first.getLast())));
  }

  private static Scan.Position place(Makings.Making making) {
    return making.account() == null
        ? new Scan.Position(AMONG_FAILED, making.id())
        : Pages.at(new AccountId(making.account()));
  }
}
