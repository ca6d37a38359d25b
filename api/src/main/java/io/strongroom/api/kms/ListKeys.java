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
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import io.strongroom.core.key.KeyStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListKeys}: the keys of an account and region. */
final class ListKeys implements KeyAccountOperation<ListKeys.Input, ListKeys.Output> {

  /** What the caller asks for. */
  public record Input(int limit, @Nullable String marker) {}

  /** One page. */
  public record Output(List<Key> keys, @Nullable String nextMarker, boolean truncated) {}

  private static final long DEFAULT_PAGE = 100;

  private static final OutputStructure<Key> ENTRY =
      OutputStructure.of(
          "KeyListEntry",
          member("KeyId", Shapes.KEY_ID, Key::id),
          member("KeyArn", Shapes.ARN, Key::arn));

  private static final InputMember<Long> LIMIT =
      InputMember.optional("Limit", Shapes.LIMIT).shown();
  private static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.MARKER);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ListKeysRequest",
          in -> new Input(in.get(LIMIT, DEFAULT_PAGE).intValue(), in.get(MARKER)),
          LIMIT,
          MARKER);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ListKeysResponse",
          member("Keys", Shape.list(ENTRY), Output::keys),
          member("NextMarker", Shapes.MARKER, Output::nextMarker),
          member("Truncated", Shapes.FLAG, Output::truncated));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of("ListKeys", INPUT, OUTPUT, ErrorCode.INVALID_MARKER);

  private final KeyStore store;
  private final Markers markers;

  /** Takes what it needs. */
  public ListKeys(KeyStore store, Markers markers) {
    this.store = store;
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
    Markers.Request request =
        new Markers.Request(in.limit(), in.marker(), CONTRACT.name(), "", call);
    List<Key> found =
        store.keys(call.account(), call.region(), markers.after(request), in.limit() + 1);
    Markers.Page<Key> page = markers.page(request, found, Key::id);
    return KeyChange.none(new Output(page.items(), page.marker(), page.truncated()));
  }
}
