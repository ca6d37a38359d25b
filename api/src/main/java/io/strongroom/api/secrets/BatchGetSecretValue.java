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
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.filter.Filter;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Scan;
import io.strongroom.iam.policy.eval.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code BatchGetSecretValue}: the current values of several secrets, by a list or by filters. Each
 * secret is read as GetSecretValue reads it and fails alone.
 */
final class BatchGetSecretValue
    implements AccountOperation<BatchGetSecretValue.Input, BatchGetSecretValue.Output> {

  /** Which secrets: the ids, or the filters if there are no ids. */
  public record Input(
      List<String> secretIds, List<Filter> filters, int limit, @Nullable String nextToken) {}

  /** Why one secret has no value in the answer. */
  record Failure(String secretId, String errorCode, String message) {}

  /** The values, and what went wrong. */
  public record Output(
      List<GetSecretValue.Output> secretValues, List<Failure> errors, @Nullable String nextToken) {}

  private static final int MAX_IDS = 20;
  private static final long DEFAULT_PAGE = 20;

  private static final InputMember<List<String>> SECRET_ID_LIST =
      InputMember.optional("SecretIdList", Shape.list(Shapes.SECRET_ID, 1, MAX_IDS)).shown();
  private static final InputMember<List<RequestFilters.Given>> FILTERS =
      InputMember.optional("Filters", Shapes.FILTERS).shown();
  private static final InputMember<Long> MAX_RESULTS =
      InputMember.optional("MaxResults", new Shape.Whole(Shape.Width.INTEGER, 1, 20)).shown();
  private static final InputMember<String> NEXT_TOKEN =
      InputMember.optional("NextToken", Shapes.NEXT_TOKEN);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "BatchGetSecretValueRequest",
          BatchGetSecretValue::parse,
          SECRET_ID_LIST,
          FILTERS,
          MAX_RESULTS,
          NEXT_TOKEN);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "BatchGetSecretValueResponse",
          member(
              "SecretValues",
              Shape.list(GetSecretValue.shape("SecretValueEntry")),
              Output::secretValues),
          member("NextToken", Shapes.NEXT_TOKEN, Output::nextToken),
          member(
              "Errors",
              Shape.list(
                  OutputStructure.of(
                      "APIErrorType",
                      member("SecretId", Shapes.SECRET_ID, Failure::secretId),
                      member("ErrorCode", Shape.text(), Failure::errorCode),
                      member("Message", Shape.text(), Failure::message))),
              Output::errors));

  private static final Contract<Input, Output> CONTRACT =
      Contract.of(
          "BatchGetSecretValue",
          INPUT,
          OUTPUT,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.DECRYPTION_FAILURE,
          ErrorCode.INVALID_NEXT_TOKEN);

  private static final List<Action> LISTING = List.of(Action.of("secretsmanager:ListSecrets"));

  private final SecretListing listing;
  private final GetSecretValue getSecretValue;

  BatchGetSecretValue(SecretListing listing, GetSecretValue getSecretValue) {
    this.listing = listing;
    this.getSecretValue = getSecretValue;
  }

  private static Input parse(InputValues in) {
    List<String> ids = in.get(SECRET_ID_LIST, List.of());
    List<RequestFilters.Given> filters = in.get(FILTERS, List.of());
    if (ids.isEmpty() == filters.isEmpty()) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    }
    if (filters.isEmpty() && (in.get(MAX_RESULTS) != null || in.get(NEXT_TOKEN) != null)) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is"
              + " provided.");
    }
    return new Input(
        ids,
        RequestFilters.parse(filters),
        in.get(MAX_RESULTS, DEFAULT_PAGE).intValue(),
        in.get(NEXT_TOKEN));
  }

  @Override
  public List<Action> also(Input in) {
    return in.filters().isEmpty() ? List.of() : LISTING;
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
    if (!in.secretIds().isEmpty()) {
      return read(in.secretIds(), null, call);
    }
    SecretListing.Query query =
        new SecretListing.Query(
            CONTRACT.name(),
            in.filters(),
            Scan.Deletions.LEFT_OUT,
            Scan.SortBy.CREATED,
            Scan.Direction.ASCENDING);
    SecretListing.Page page = listing.page(query, in.limit(), in.nextToken(), call);
    return read(page.secrets().stream().map(Secret::arn).toList(), page.nextToken(), call);
  }

  private Output read(List<String> ids, @Nullable String nextToken, Call call) {
    List<GetSecretValue.Output> values = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String id : ids) {
      try {
        SecretId parsed = SecretId.parse(id);
        values.add(call.run(getSecretValue, new GetSecretValue.Input(parsed, null, null)));
      } catch (ServiceException e) {
        if (e.code().isServerFault()) {
          throw e;
        }
        failures.add(new Failure(id, e.code().wireName(), e.getMessage()));
      }
    }
    return new Output(values, failures, nextToken);
  }
}
