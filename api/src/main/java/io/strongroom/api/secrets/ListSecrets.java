package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Lane;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.filter.Filter;
import io.strongroom.core.store.Scan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListSecrets}: the secrets of the account in the region, by filters, in pages. */
final class ListSecrets implements AccountOperation<ListSecrets.Input, ListSecrets.Output> {

  /** What is listed, and where the page begins. */
  public record Input(
      List<Filter> filters,
      Scan.Deletions deletions,
      Scan.SortBy sortBy,
      Scan.Direction direction,
      int limit,
      @Nullable String nextToken) {}

  /** One page. */
  public record Output(List<Description> secretList, @Nullable String nextToken) {}

  private static final long DEFAULT_PAGE = 100;

  private static final InputMember<Boolean> INCLUDE_PLANNED_DELETION =
      InputMember.optional("IncludePlannedDeletion", Shapes.FLAG).shown();
  private static final InputMember<Long> MAX_RESULTS =
      InputMember.optional("MaxResults", Shapes.MAX_RESULTS).shown();
  private static final InputMember<String> NEXT_TOKEN =
      InputMember.optional("NextToken", Shapes.NEXT_TOKEN);
  private static final InputMember<List<RequestFilters.Given>> FILTERS =
      InputMember.optional("Filters", Shapes.FILTERS).shown();
  private static final InputMember<String> SORT_ORDER =
      InputMember.optional("SortOrder", Shapes.oneOf("asc", "desc")).shown();
  private static final InputMember<String> SORT_BY =
      InputMember.optional(
              "SortBy",
              Shapes.oneOf("created-date", "last-accessed-date", "last-changed-date", "name"))
          .shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ListSecretsRequest",
          ListSecrets::parse,
          INCLUDE_PLANNED_DELETION,
          MAX_RESULTS,
          NEXT_TOKEN,
          FILTERS,
          SORT_ORDER,
          SORT_BY);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ListSecretsResponse",
          member("SecretList", Shape.list(Description.LISTED), Output::secretList),
          member("NextToken", Shapes.NEXT_TOKEN, Output::nextToken));

  private static final Contract<Input, Output> CONTRACT =
      Contract.of(
          "ListSecrets",
          INPUT,
          OUTPUT,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.INVALID_NEXT_TOKEN);

  private final SecretListing listing;

  ListSecrets(SecretListing listing) {
    this.listing = listing;
  }

  private static Input parse(InputValues in) {
    return new Input(
        RequestFilters.parse(in.get(FILTERS, List.of())),
        in.get(INCLUDE_PLANNED_DELETION, false) ? Scan.Deletions.INCLUDED : Scan.Deletions.LEFT_OUT,
        sortBy(in.get(SORT_BY, "created-date")),
        in.get(SORT_ORDER, "asc").equals("asc")
            ? Scan.Direction.ASCENDING
            : Scan.Direction.DESCENDING,
        in.get(MAX_RESULTS, DEFAULT_PAGE).intValue(),
        in.get(NEXT_TOKEN));
  }

  private static Scan.SortBy sortBy(String wireName) {
    return switch (wireName) {
      case "last-accessed-date" -> Scan.SortBy.ACCESSED;
      case "last-changed-date" -> Scan.SortBy.CHANGED;
      case "name" -> Scan.SortBy.NAME;
      default -> Scan.SortBy.CREATED;
    };
  }

  @Override
  public Lane lane() {
    return Lane.LARGE;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Output answer(Input in, Call call) {
    SecretListing.Query query =
        new SecretListing.Query(
            CONTRACT.name(), in.filters(), in.deletions(), in.sortBy(), in.direction());
    SecretListing.Page page = listing.page(query, in.limit(), in.nextToken(), call);
    return new Output(
        page.secrets().stream().map(secret -> new Description(secret, null)).toList(),
        page.nextToken());
  }
}
