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
import java.util.List;
import java.util.Map;

/** {@code UntagResource}: takes tags from a key; those that are not there are passed over. */
final class UntagResource implements KeyWriteOperation<UntagResource.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String keyId, List<String> tagKeys) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<List<String>> TAG_KEYS =
      InputMember.required("TagKeys", Shapes.TAG_KEYS).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "UntagResourceRequest",
          in -> {
            List<String> tagKeys = in.require(TAG_KEYS);
            tagKeys.forEach(RequestTags::requireUserKey);
            return new Input(in.require(KEY_ID), tagKeys);
          },
          KEY_ID,
          TAG_KEYS);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "UntagResource",
          INPUT,
          null,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.KEY_TAG);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(
        CONTRACT.name(), in.keyId(), Map.of(RequestTags.TAG_KEYS, in.tagKeys()), call);
  }

  @Override
  public KeyChange<Nothing> decide(Input in, List<Key> keys, Call call) {
    Key key = KeyRules.requireNotPendingDeletion(KeyRules.requireCustomer(keys.getFirst()));
    return KeyChange.of(key.tagged(key.tags().removing(in.tagKeys())), new Nothing());
  }
}
