package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Grant;
import io.strongroom.core.key.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListGrants}: the grants of a key. */
final class ListGrants implements KeyReadOperation<ListGrants.Input, ListGrants.Output> {

  /** What the caller asks for. */
  public record Input(
      String keyId,
      @Nullable String grantId,
      @Nullable String grantee,
      int limit,
      @Nullable String marker) {}

  /** One page. */
  public record Output(List<Grants.Shown> grants, @Nullable String nextMarker, boolean truncated) {}

  private static final long DEFAULT_PAGE = 50;

  private static final InputMember<Long> LIMIT =
      InputMember.optional("Limit", Shapes.LIMIT).shown();
  private static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.MARKER);
  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> GRANT_ID =
      InputMember.optional("GrantId", Shapes.GRANT_ID).shown();
  private static final InputMember<String> GRANTEE_PRINCIPAL =
      InputMember.optional("GranteePrincipal", Shapes.PRINCIPAL).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ListGrantsRequest",
          in ->
              new Input(
                  in.require(KEY_ID),
                  in.get(GRANT_ID),
                  in.get(GRANTEE_PRINCIPAL),
                  in.get(LIMIT, DEFAULT_PAGE).intValue(),
                  in.get(MARKER)),
          LIMIT,
          MARKER,
          KEY_ID,
          GRANT_ID,
          GRANTEE_PRINCIPAL);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ListGrantsResponse",
          member("Grants", Shape.list(Grants.ENTRY), Output::grants),
          member("NextMarker", Shapes.MARKER, Output::nextMarker),
          member("Truncated", Shapes.FLAG, Output::truncated));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "ListGrants",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_MARKER,
          ErrorCode.INVALID_GRANT_ID,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE);

  private final Markers markers;

  /** Takes what it needs. */
  public ListGrants(Markers markers) {
    this.markers = markers;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(CONTRACT.name(), in.keyId(), call);
  }

  @Override
  public Output answer(Input in, List<Key> keys, Call call) {
    Key key = keys.getFirst();
    String of = key.id() + '\n' + in.grantId() + '\n' + in.grantee();
    Markers.Request request =
        new Markers.Request(in.limit(), in.marker(), CONTRACT.name(), of, call);
    List<Grant> wanted =
        key.grants().stream()
            .filter(grant -> in.grantId() == null || in.grantId().equals(grant.id()))
            .filter(grant -> in.grantee() == null || in.grantee().equals(grant.grantee()))
            .toList();
    Markers.Page<Grant> page = markers.pageOf(request, wanted, Grant::id);
    List<Grants.Shown> shown =
        page.items().stream().map(grant -> new Grants.Shown(key, grant)).toList();
    return new Output(shown, page.marker(), page.truncated());
  }
}
