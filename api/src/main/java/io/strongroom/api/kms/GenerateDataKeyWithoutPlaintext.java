package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Key;
import io.strongroom.keys.CiphertextBlob;
import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import java.util.Map;

/**
 * {@code GenerateDataKeyWithoutPlaintext}: random bytes encrypted under a key, to be decrypted when
 * they are needed.
 */
final class GenerateDataKeyWithoutPlaintext
    implements KeyReadOperation<
        GenerateDataKeyWithoutPlaintext.Input, GenerateDataKeyWithoutPlaintext.Output> {

  /** What the caller asks for. */
  public record Input(String keyId, int length, Map<String, String> context, KeyRules.Run run) {}

  /** The encrypted data key. */
  @SuppressWarnings("ArrayRecordComponent") // answers are never compared
  public record Output(byte[] ciphertext, String keyArn, String materialId) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<Map<String, String>> ENCRYPTION_CONTEXT =
      InputMember.optional("EncryptionContext", Shapes.CONTEXT).shown();
  private static final InputMember<String> KEY_SPEC =
      InputMember.optional("KeySpec", Shapes.DATA_KEY_SPEC).shown();
  private static final InputMember<Long> NUMBER_OF_BYTES =
      InputMember.optional("NumberOfBytes", Shapes.NUMBER_OF_BYTES).shown();
  private static final InputMember<List<String>> GRANT_TOKENS =
      InputMember.optional("GrantTokens", Shapes.GRANT_TOKENS);
  private static final InputMember<Boolean> DRY_RUN =
      InputMember.optional("DryRun", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "GenerateDataKeyWithoutPlaintextRequest",
          GenerateDataKeyWithoutPlaintext::parse,
          KEY_ID,
          ENCRYPTION_CONTEXT,
          KEY_SPEC,
          NUMBER_OF_BYTES,
          GRANT_TOKENS,
          DRY_RUN);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "GenerateDataKeyWithoutPlaintextResponse",
          member("CiphertextBlob", Shapes.CIPHERTEXT, Output::ciphertext),
          member("KeyId", Shapes.KEY_ID, Output::keyArn),
          member("KeyMaterialId", Shapes.MATERIAL_ID, Output::materialId));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "GenerateDataKeyWithoutPlaintext",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.KEY_DISABLED,
          ErrorCode.INVALID_GRANT_TOKEN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.DRY_RUN);

  private final Crypto crypto;

  /** Takes what it needs. */
  public GenerateDataKeyWithoutPlaintext(Crypto crypto) {
    this.crypto = crypto;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return List.of(Asks.use(CONTRACT.name(), in.keyId(), in.context(), call));
  }

  @Override
  public Output answer(Input in, List<Key> keys, Call call) {
    Key key = KeyRules.requireEnabled(keys.getFirst());
    KeyRules.stopIfDry(in.run());
    try (SensitiveBytes plaintext = crypto.random(in.length())) {
      CiphertextBlob blob = crypto.encrypt(key, in.context(), plaintext);
      return new Output(
          blob.bytes(), key.arn(), key.identity().owner(blob.keyVersion()).materialId());
    }
  }

  private static Input parse(InputValues in) {
    return new Input(
        in.require(KEY_ID),
        Crypto.dataKeyLength(in.get(KEY_SPEC), in.get(NUMBER_OF_BYTES)),
        Asks.requireSmall(in.get(ENCRYPTION_CONTEXT, Map.of())),
        KeyRules.Run.of(in.get(DRY_RUN, false)));
  }
}
