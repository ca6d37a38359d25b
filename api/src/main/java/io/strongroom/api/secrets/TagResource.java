package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Nothing;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.iam.policy.eval.ConditionKeys;
import java.util.List;
import java.util.SequencedMap;

/** {@code TagResource}: adds tags, or gives new values to tags that are there. No answer body. */
final class TagResource implements WriteOperation<TagResource.Input, Nothing> {

  /** The tags to add. */
  public record Input(SecretId secretId, SequencedMap<String, String> tags) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<List<RequestTags.Given>> TAGS =
      InputMember.required("Tags", Shapes.TAGS_IN).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "TagResourceRequest",
          in ->
              new Input(SecretId.parse(in.require(SECRET_ID)), RequestTags.parse(in.require(TAGS))),
          SECRET_ID,
          TAGS);

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.of(
          "TagResource",
          INPUT,
          null,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.INVALID_PARAMETER);

  @Override
  public ConditionKeys keys(Input in) {
    return new RequestKeys().tags(in.tags()).asKeys();
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
    Tags after = (before == null ? Tags.none() : before).adding(in.tags());
    Secret next = secret.tagged(RequestTags.requireFew(after), call.now());
    return Change.of(SecretWrite.replacing(secret, next, List.of()), new Nothing());
  }
}
