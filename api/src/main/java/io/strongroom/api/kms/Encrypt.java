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

/** {@code Encrypt}: encrypts up to 4,096 bytes directly under a key. */
final class Encrypt implements KeyReadOperation<Encrypt.Input, Encrypt.Output> {

  /** What the caller asks for. */
  public record Input(
      String keyId, SensitiveBytes plaintext, Map<String, String> context, KeyRules.Run run) {}

  /** The ciphertext and the key. */
  @SuppressWarnings("ArrayRecordComponent") // answers are never compared
  public record Output(byte[] ciphertext, String keyArn) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<SensitiveBytes> PLAINTEXT =
      InputMember.required("Plaintext", Shapes.PLAINTEXT);
  private static final InputMember<Map<String, String>> ENCRYPTION_CONTEXT =
      InputMember.optional("EncryptionContext", Shapes.CONTEXT).shown();
  private static final InputMember<List<String>> GRANT_TOKENS =
      InputMember.optional("GrantTokens", Shapes.GRANT_TOKENS);
  private static final InputMember<String> ENCRYPTION_ALGORITHM =
      InputMember.optional("EncryptionAlgorithm", Shapes.ALGORITHM).shown();
  private static final InputMember<Boolean> DRY_RUN =
      InputMember.optional("DryRun", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "EncryptRequest",
          Encrypt::parse,
          KEY_ID,
          PLAINTEXT,
          ENCRYPTION_CONTEXT,
          GRANT_TOKENS,
          ENCRYPTION_ALGORITHM,
          DRY_RUN);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "EncryptResponse",
          member("CiphertextBlob", Shapes.CIPHERTEXT, Output::ciphertext),
          member("KeyId", Shapes.KEY_ID, Output::keyArn),
          member("EncryptionAlgorithm", Shapes.ALGORITHM, out -> KeyMetadata.SYMMETRIC));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "Encrypt",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.KEY_DISABLED,
          ErrorCode.INVALID_GRANT_TOKEN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.DRY_RUN);

  private final Crypto crypto;

  /** Takes what it needs. */
  public Encrypt(Crypto crypto) {
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
    CiphertextBlob blob = crypto.encrypt(key, in.context(), in.plaintext());
    return new Output(blob.bytes(), key.arn());
  }

  private static Input parse(InputValues in) {
    Crypto.requireSymmetric(in.get(ENCRYPTION_ALGORITHM));
    return new Input(
        in.require(KEY_ID),
        in.require(PLAINTEXT),
        Asks.requireSmall(in.get(ENCRYPTION_CONTEXT, Map.of())),
        KeyRules.Run.of(in.get(DRY_RUN, false)));
  }
}
