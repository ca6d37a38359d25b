package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Nothing;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.iam.policy.eval.ConditionKeys;
import java.util.List;

/**
 * {@code UntagResource}: takes tags away; keys that are not attached are passed over. No answer
 * body.
 */
final class UntagResource implements WriteOperation<UntagResource.Input, Nothing> {

  /** The keys of the tags to take away. */
  public record Input(SecretId secretId, List<String> keys) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<List<String>> TAG_KEYS =
      InputMember.required("TagKeys", Shape.list(Shape.text(1, 128))).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of("UntagResourceRequest", UntagResource::parse, SECRET_ID, TAG_KEYS);

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.of(
          "UntagResource",
          INPUT,
          null,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.INVALID_PARAMETER);

  private static Input parse(InputValues in) {
    SecretId id = SecretId.parse(in.require(SECRET_ID));
    List<String> keys = in.require(TAG_KEYS);
    keys.forEach(RequestTags::requireUserKey);
    return new Input(id, keys);
  }

  @Override
  public ConditionKeys keys(Input in) {
    return new RequestKeys().tagKeys(in.keys()).asKeys();
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(Input in) {
    return in.secretId();
  }

  @Override
  public Change<Nothing> decide(Input in, Secret secret, Call call) {
    Tags before = secret.requireWritable().tags();
    Tags after = before == null ? null : before.removing(in.keys());
    Secret next = secret.tagged(after, call.now());
    return Change.of(SecretWrite.replacing(secret, next, List.of()), new Nothing());
  }
}
