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
import io.strongroom.core.key.Keys;
import io.strongroom.keys.CiphertextBlob;
import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code Decrypt}: decrypts what Encrypt, ReEncrypt or GenerateDataKey returned; the ciphertext
 * names its key.
 */
final class Decrypt implements KeyReadOperation<Decrypt.Input, Decrypt.Output> {

  /** What the caller asks for. */
  public record Input(
      CiphertextBlob blob, @Nullable String keyId, Map<String, String> context, KeyRules.Run run) {}

  /** The plaintext, and the key and material that encrypted it. */
  public record Output(SensitiveBytes plaintext, String keyArn, String materialId) {}

  private static final InputMember<byte[]> CIPHERTEXT_BLOB =
      InputMember.optional("CiphertextBlob", Shapes.CIPHERTEXT);
  private static final InputMember<Map<String, String>> ENCRYPTION_CONTEXT =
      InputMember.optional("EncryptionContext", Shapes.CONTEXT).shown();
  private static final InputMember<List<String>> GRANT_TOKENS =
      InputMember.optional("GrantTokens", Shapes.GRANT_TOKENS);
  private static final InputMember<String> KEY_ID =
      InputMember.optional("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> ENCRYPTION_ALGORITHM =
      InputMember.optional("EncryptionAlgorithm", Shapes.ALGORITHM).shown();
  private static final InputMember<Shapes.Recipient> RECIPIENT =
      InputMember.optional("Recipient", Shapes.RECIPIENT);
  private static final InputMember<Boolean> DRY_RUN =
      InputMember.optional("DryRun", Shapes.FLAG).shown();
  private static final InputMember<List<String>> DRY_RUN_MODIFIERS =
      InputMember.optional("DryRunModifiers", Shapes.DRY_RUN_MODIFIERS).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "DecryptRequest",
          Decrypt::parse,
          CIPHERTEXT_BLOB,
          ENCRYPTION_CONTEXT,
          GRANT_TOKENS,
          KEY_ID,
          ENCRYPTION_ALGORITHM,
          RECIPIENT,
          DRY_RUN,
          DRY_RUN_MODIFIERS);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "DecryptResponse",
          member("KeyId", Shapes.KEY_ID, Output::keyArn),
          member("Plaintext", Shapes.PLAINTEXT, Output::plaintext),
          member("EncryptionAlgorithm", Shapes.ALGORITHM, out -> KeyMetadata.SYMMETRIC),
          member("KeyMaterialId", Shapes.MATERIAL_ID, Output::materialId));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "Decrypt",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.KEY_DISABLED,
          ErrorCode.INVALID_CIPHERTEXT,
          ErrorCode.INCORRECT_KEY,
          ErrorCode.INVALID_GRANT_TOKEN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.DRY_RUN);

  private final Keys allKeys;
  private final Crypto crypto;

  /** Takes what it needs. */
  public Decrypt(Keys allKeys, Crypto crypto) {
    this.allKeys = allKeys;
    this.crypto = crypto;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return List.of(Asks.ofCiphertext(CONTRACT.name(), in.blob(), in.context(), allKeys, call));
  }

  @Override
  public Output answer(Input in, List<Key> keys, Call call) {
    Key key = keys.getFirst();
    Crypto.requireNamed(in.keyId(), key, allKeys, call);
    KeyRules.requireEnabled(key);
    SensitiveBytes plaintext = crypto.decrypt(key, in.context(), in.blob());
    call.closing(plaintext);
    KeyRules.stopIfDry(in.run());
    return new Output(
        plaintext, key.arn(), key.identity().owner(in.blob().keyVersion()).materialId());
  }

  private static Input parse(InputValues in) {
    Crypto.requireSymmetric(in.get(ENCRYPTION_ALGORITHM));
    Crypto.requireNoRecipient(in.get(RECIPIENT));
    return new Input(
        Crypto.requireBlob(in.get(CIPHERTEXT_BLOB)),
        in.get(KEY_ID),
        Asks.requireSmall(in.get(ENCRYPTION_CONTEXT, Map.of())),
        KeyRules.Run.of(in.get(DRY_RUN, false)));
  }
}
