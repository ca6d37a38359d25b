package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Key;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ListResourceTags}: the tags of a key. */
final class ListResourceTags
    implements KeyReadOperation<ListResourceTags.Input, ListResourceTags.Output> {

  /** What the caller asks for. */
  public record Input(String keyId, int limit, @Nullable String marker) {}

  /** One page. */
  public record Output(
      List<Map.Entry<String, String>> tags, @Nullable String nextMarker, boolean truncated) {}

  private static final long DEFAULT_PAGE = 50;

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<Long> LIMIT =
      InputMember.optional("Limit", Shapes.LIMIT).shown();
  private static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.MARKER);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ListResourceTagsRequest",
          in ->
              new Input(in.require(KEY_ID), in.get(LIMIT, DEFAULT_PAGE).intValue(), in.get(MARKER)),
          KEY_ID,
          LIMIT,
          MARKER);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ListResourceTagsResponse",
          member("Tags", Shapes.TAGS_OUT, Output::tags),
          member("NextMarker", Shapes.MARKER, Output::nextMarker),
          member("Truncated", Shapes.FLAG, Output::truncated));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "ListResourceTags",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.INVALID_MARKER);

  private final Markers markers;

  /** Takes what it needs. */
  public ListResourceTags(Markers markers) {
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
    Markers.Request request =
        new Markers.Request(in.limit(), in.marker(), CONTRACT.name(), key.id(), call);
    Markers.Page<Map.Entry<String, String>> page =
        markers.pageOf(request, List.copyOf(key.tags().byKey().entrySet()), Map.Entry::getKey);
    return new Output(page.items(), page.marker(), page.truncated());
  }
}
