package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAccountOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KeyChange;
import io.strongroom.keys.SensitiveBytes;

/** {@code GenerateRandom}: random bytes. */
final class GenerateRandom
    implements KeyAccountOperation<GenerateRandom.Input, GenerateRandom.Output> {

  /** What the caller asks for. */
  public record Input(int length) {}

  /** The bytes. */
  public record Output(SensitiveBytes plaintext) {}

  private static final InputMember<Long> NUMBER_OF_BYTES =
      InputMember.optional("NumberOfBytes", Shapes.NUMBER_OF_BYTES).shown();
  private static final InputMember<String> CUSTOM_KEY_STORE_ID =
      InputMember.optional("CustomKeyStoreId", Shapes.CUSTOM_KEY_STORE_ID).shown();
  private static final InputMember<Shapes.Recipient> RECIPIENT =
      InputMember.optional("Recipient", Shapes.RECIPIENT);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "GenerateRandomRequest",
          GenerateRandom::parse,
          NUMBER_OF_BYTES,
          CUSTOM_KEY_STORE_ID,
          RECIPIENT);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "GenerateRandomResponse", member("Plaintext", Shapes.PLAINTEXT, Output::plaintext));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of("GenerateRandom", INPUT, OUTPUT, ErrorCode.UNSUPPORTED_OPERATION);

  private final Crypto crypto;

  /** Takes what it needs. */
  public GenerateRandom(Crypto crypto) {
    this.crypto = crypto;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public KeyChange<Output> decide(Input in, Call call) {
    SensitiveBytes plaintext = crypto.random(in.length());
    call.closing(plaintext);
    return KeyChange.none(new Output(plaintext));
  }

  private static Input parse(InputValues in) {
    Crypto.requireNoRecipient(in.get(RECIPIENT));
    Long length = in.get(NUMBER_OF_BYTES);
    if (in.get(CUSTOM_KEY_STORE_ID) != null) {
      throw new ServiceException(
          ErrorCode.UNSUPPORTED_OPERATION, "Custom key stores are not supported.");
    }
    if (length == null) {
      throw new ServiceException(ErrorCode.VALIDATION, "NumberOfBytes is required.");
    }
    return new Input(length.intValue());
  }
}
