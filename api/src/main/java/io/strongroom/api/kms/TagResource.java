package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import io.strongroom.core.secret.Tags;
import java.util.List;
import java.util.SequencedMap;

/** {@code TagResource}: adds tags to a key, or gives new values to tags that are there. */
final class TagResource implements KeyWriteOperation<TagResource.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String keyId, SequencedMap<String, String> tags) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<List<RequestTags.Given>> TAGS =
      InputMember.required("Tags", Shapes.TAGS_IN).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "TagResourceRequest",
          in -> new Input(in.require(KEY_ID), RequestTags.parse(in.require(TAGS))),
          KEY_ID,
          TAGS);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "TagResource",
          INPUT,
          null,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.KEY_LIMIT_EXCEEDED,
          ErrorCode.KEY_TAG);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(CONTRACT.name(), in.keyId(), RequestTags.conditions(in.tags()), call);
  }

  @Override
  public KeyChange<Nothing> decide(Input in, List<Key> keys, Call call) {
    Key key = KeyRules.requireNotPendingDeletion(KeyRules.requireCustomer(keys.getFirst()));
    Tags next = RequestTags.requireFew(key.tags().adding(in.tags()));
    return KeyChange.of(key.tagged(next), new Nothing());
  }
}
