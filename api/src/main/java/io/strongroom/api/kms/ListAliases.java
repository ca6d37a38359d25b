package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAccountOperation;
import io.strongroom.api.Lane;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import io.strongroom.core.key.KeyRef;
import io.strongroom.core.key.KeyStore;
import io.strongroom.core.key.Keys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListAliases}: the aliases of an account and region, or of one key. */
final class ListAliases implements KeyAccountOperation<ListAliases.Input, ListAliases.Output> {

  /** What the caller asks for. */
  public record Input(@Nullable String keyId, int limit, @Nullable String marker) {}

  /** One page. */
  public record Output(List<Alias> aliases, @Nullable String nextMarker, boolean truncated) {}

  private static final long DEFAULT_PAGE = 50;

  private static final OutputStructure<Alias> ENTRY =
      OutputStructure.of(
          "AliasListEntry",
          member("AliasName", Shapes.ALIAS_NAME, Alias::name),
          member("AliasArn", Shapes.ARN, Alias::arn),
          member("TargetKeyId", Shapes.KEY_ID, Alias::keyId),
          member("CreationDate", Shapes.DATE, Alias::created),
          member("LastUpdatedDate", Shapes.DATE, Alias::updated));

  private static final InputMember<String> KEY_ID =
      InputMember.optional("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<Long> LIMIT =
      InputMember.optional("Limit", Shapes.LIMIT).shown();
  private static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.MARKER);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ListAliasesRequest",
          in -> new Input(in.get(KEY_ID), in.get(LIMIT, DEFAULT_PAGE).intValue(), in.get(MARKER)),
          KEY_ID,
          LIMIT,
          MARKER);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ListAliasesResponse",
          member("Aliases", Shape.list(ENTRY), Output::aliases),
          member("NextMarker", Shapes.MARKER, Output::nextMarker),
          member("Truncated", Shapes.FLAG, Output::truncated));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "ListAliases",
          INPUT,
          OUTPUT,
          ErrorCode.INVALID_MARKER,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_NOT_FOUND);

  private final KeyStore store;
  private final Keys keys;
  private final Markers markers;

  /** Takes what it needs. */
  public ListAliases(KeyStore store, Keys keys, Markers markers) {
    this.store = store;
    this.keys = keys;
    this.markers = markers;
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
  public KeyChange<Output> decide(Input in, Call call) {
    Key key = in.keyId() == null ? null : own(in.keyId(), call);
    String of = key == null ? "" : key.id();
    Markers.Request request =
        new Markers.Request(in.limit(), in.marker(), CONTRACT.name(), of, call);
    String after = markers.after(request);
    List<Alias> found =
        key == null
            ? store.aliases(call.account(), call.region(), after, in.limit() + 1)
            : store.aliasesOf(key.id(), after, in.limit() + 1);
    Markers.Page<Alias> page = markers.page(request, found, Alias::name);
    return KeyChange.none(new Output(page.items(), page.marker(), page.truncated()));
  }

  /** The aliases of an account are that account's to list. */
  private Key own(String keyId, Call call) {
    KeyRef ref = Asks.exactRef(keyId, call);
    if (!ref.account().equals(call.account())) {
      throw ref.notFound();
    }
    return keys.require(ref);
  }
}
