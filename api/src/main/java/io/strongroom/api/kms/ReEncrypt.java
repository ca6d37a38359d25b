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
 * {@code ReEncrypt}: decrypts a ciphertext and encrypts it anew, under another key or context,
 * without showing the plaintext.
 */
final class ReEncrypt implements KeyReadOperation<ReEncrypt.Input, ReEncrypt.Output> {

  /** What the caller asks for. */
  public record Input(
      CiphertextBlob blob,
      @Nullable String sourceKeyId,
      Map<String, String> sourceContext,
      String destinationKeyId,
      Map<String, String> destinationContext,
      KeyRules.Run run) {}

  /** The new ciphertext, and the keys and materials of both. */
  @SuppressWarnings("ArrayRecordComponent") // answers are never compared
  public record Output(
      byte[] ciphertext,
      String sourceKeyArn,
      String keyArn,
      String sourceMaterialId,
      String destinationMaterialId) {}

  private static final InputMember<byte[]> CIPHERTEXT_BLOB =
      InputMember.optional("CiphertextBlob", Shapes.CIPHERTEXT);
  private static final InputMember<Map<String, String>> SOURCE_ENCRYPTION_CONTEXT =
      InputMember.optional("SourceEncryptionContext", Shapes.CONTEXT).shown();
  private static final InputMember<String> SOURCE_KEY_ID =
      InputMember.optional("SourceKeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> DESTINATION_KEY_ID =
      InputMember.required("DestinationKeyId", Shapes.KEY_ID).shown();
  private static final InputMember<Map<String, String>> DESTINATION_ENCRYPTION_CONTEXT =
      InputMember.optional("DestinationEncryptionContext", Shapes.CONTEXT).shown();
  private static final InputMember<String> SOURCE_ENCRYPTION_ALGORITHM =
      InputMember.optional("SourceEncryptionAlgorithm", Shapes.ALGORITHM).shown();
  private static final InputMember<String> DESTINATION_ENCRYPTION_ALGORITHM =
      InputMember.optional("DestinationEncryptionAlgorithm", Shapes.ALGORITHM).shown();
  private static final InputMember<List<String>> GRANT_TOKENS =
      InputMember.optional("GrantTokens", Shapes.GRANT_TOKENS);
  private static final InputMember<Boolean> DRY_RUN =
      InputMember.optional("DryRun", Shapes.FLAG).shown();
  private static final InputMember<List<String>> DRY_RUN_MODIFIERS =
      InputMember.optional("DryRunModifiers", Shapes.DRY_RUN_MODIFIERS).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ReEncryptRequest",
          ReEncrypt::parse,
          CIPHERTEXT_BLOB,
          SOURCE_ENCRYPTION_CONTEXT,
          SOURCE_KEY_ID,
          DESTINATION_KEY_ID,
          DESTINATION_ENCRYPTION_CONTEXT,
          SOURCE_ENCRYPTION_ALGORITHM,
          DESTINATION_ENCRYPTION_ALGORITHM,
          GRANT_TOKENS,
          DRY_RUN,
          DRY_RUN_MODIFIERS);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ReEncryptResponse",
          member("CiphertextBlob", Shapes.CIPHERTEXT, Output::ciphertext),
          member("SourceKeyId", Shapes.KEY_ID, Output::sourceKeyArn),
          member("KeyId", Shapes.KEY_ID, Output::keyArn),
          member("SourceEncryptionAlgorithm", Shapes.ALGORITHM, out -> KeyMetadata.SYMMETRIC),
          member("DestinationEncryptionAlgorithm", Shapes.ALGORITHM, out -> KeyMetadata.SYMMETRIC),
          member("SourceKeyMaterialId", Shapes.MATERIAL_ID, Output::sourceMaterialId),
          member("DestinationKeyMaterialId", Shapes.MATERIAL_ID, Output::destinationMaterialId));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "ReEncrypt",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.KEY_DISABLED,
          ErrorCode.INVALID_CIPHERTEXT,
          ErrorCode.INCORRECT_KEY,
          ErrorCode.INVALID_GRANT_TOKEN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.DRY_RUN);

  /** The condition key that says whether source and destination are one key. */
  private static final String ON_SAME_KEY = "kms:ReEncryptOnSameKey";

  private final Keys allKeys;
  private final Crypto crypto;

  /** Takes what it needs. */
  public ReEncrypt(Keys allKeys, Crypto crypto) {
    this.allKeys = allKeys;
    this.crypto = crypto;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    KeyAsk from = Asks.ofCiphertext("ReEncryptFrom", in.blob(), in.sourceContext(), allKeys, call);
    KeyAsk to = Asks.use("ReEncryptTo", in.destinationKeyId(), in.destinationContext(), call);
    Key destination = allKeys.find(to.ref());
    boolean same = destination != null && destination.id().equals(in.blob().keyId());
    List<String> value = List.of(Boolean.toString(same));
    return List.of(from.with(ON_SAME_KEY, value), to.with(ON_SAME_KEY, value));
  }

  @Override
  public Output answer(Input in, List<Key> keys, Call call) {
    Key source = keys.getFirst();
    Crypto.requireNamed(in.sourceKeyId(), source, allKeys, call);
    KeyRules.requireEnabled(source);
    Key destination = KeyRules.requireEnabled(keys.getLast());
    try (SensitiveBytes plaintext = crypto.decrypt(source, in.sourceContext(), in.blob())) {
      KeyRules.stopIfDry(in.run());
      CiphertextBlob blob = crypto.encrypt(destination, in.destinationContext(), plaintext);
      return new Output(
          blob.bytes(),
          source.arn(),
          destination.arn(),
          source.identity().owner(in.blob().keyVersion()).materialId(),
          destination.identity().owner(blob.keyVersion()).materialId());
    }
  }

  private static Input parse(InputValues in) {
    Crypto.requireSymmetric(in.get(SOURCE_ENCRYPTION_ALGORITHM));
    Crypto.requireSymmetric(in.get(DESTINATION_ENCRYPTION_ALGORITHM));
    return new Input(
        Crypto.requireBlob(in.get(CIPHERTEXT_BLOB)),
        in.get(SOURCE_KEY_ID),
        Asks.requireSmall(in.get(SOURCE_ENCRYPTION_CONTEXT, Map.of())),
        in.require(DESTINATION_KEY_ID),
        Asks.requireSmall(in.get(DESTINATION_ENCRYPTION_CONTEXT, Map.of())),
        KeyRules.Run.of(in.get(DRY_RUN, false)));
  }
}
