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
import io.strongroom.core.key.Key;
import io.strongroom.core.key.Material;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListKeyRotations}: the materials that a key got after its first one. */
final class ListKeyRotations
    implements KeyReadOperation<ListKeyRotations.Input, ListKeyRotations.Output> {

  /** What the caller asks for. */
  public record Input(String keyId, Included included, int limit, @Nullable String marker) {}

  /** One page. */
  public record Output(List<Entry> rotations, @Nullable String nextMarker, boolean truncated) {}

  /** Whether the first material is listed too. */
  public enum Included {
    ROTATIONS_ONLY,
    ALL_KEY_MATERIAL;

    private static Included of(@Nullable String wireName) {
      return wireName == null ? ROTATIONS_ONLY : valueOf(wireName);
    }

    private boolean admits(Material material) {
      return this == ALL_KEY_MATERIAL || material.origin() != Material.Origin.CREATION;
    }
  }

  /** One material. */
  record Entry(
      String keyId,
      String materialId,
      @Nullable String state,
      @Nullable Instant rotated,
      @Nullable String type) {

    /** The state of materials is told only of all of them. */
    static Entry of(Key key, Material material, Included included) {
      boolean rotation = material.origin() != Material.Origin.CREATION;
      String state = material.equals(key.newest()) ? "CURRENT" : "NON_CURRENT";
      return new Entry(
          key.id(),
          key.identity().owner(material.version()).materialId(),
          included == Included.ALL_KEY_MATERIAL ? state : null,
          rotation ? material.made() : null,
          rotation ? material.origin().name() : null);
    }
  }

  private static final long DEFAULT_PAGE = 100;

  private static final OutputStructure<Entry> ENTRY =
      OutputStructure.of(
          "RotationsListEntry",
          member("KeyId", Shapes.KEY_ID, Entry::keyId),
          member("KeyMaterialId", Shapes.MATERIAL_ID, Entry::materialId),
          member("KeyMaterialState", Shapes.MATERIAL_STATE, Entry::state),
          member("RotationDate", Shapes.DATE, Entry::rotated),
          member("RotationType", Shapes.ROTATION_TYPE, Entry::type));

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> INCLUDE_KEY_MATERIAL =
      InputMember.optional("IncludeKeyMaterial", Shapes.INCLUDE_KEY_MATERIAL).shown();
  private static final InputMember<Long> LIMIT =
      InputMember.optional("Limit", Shapes.LIMIT).shown();
  private static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.MARKER);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ListKeyRotationsRequest",
          in ->
              new Input(
                  in.require(KEY_ID),
                  Included.of(in.get(INCLUDE_KEY_MATERIAL)),
                  in.get(LIMIT, DEFAULT_PAGE).intValue(),
                  in.get(MARKER)),
          KEY_ID,
          INCLUDE_KEY_MATERIAL,
          LIMIT,
          MARKER);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ListKeyRotationsResponse",
          member("Rotations", Shape.list(ENTRY), Output::rotations),
          member("NextMarker", Shapes.MARKER, Output::nextMarker),
          member("Truncated", Shapes.FLAG, Output::truncated));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "ListKeyRotations",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.INVALID_MARKER,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.UNSUPPORTED_OPERATION);

  private final Markers markers;

  /** Takes what it needs. */
  public ListKeyRotations(Markers markers) {
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
    String of = key.id() + in.included();
    Markers.Request request =
        new Markers.Request(in.limit(), in.marker(), CONTRACT.name(), of, call);
    List<Material> listed =
        key.materials().stream().filter(material -> in.included().admits(material)).toList();
    Markers.Page<Material> page =
        markers.pageOf(request, listed, material -> "%010d".formatted(material.version()));
    List<Entry> entries =
        page.items().stream().map(material -> Entry.of(key, material, in.included())).toList();
    return new Output(entries, page.marker(), page.truncated());
  }
}
