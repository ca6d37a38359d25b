package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Key;
import java.util.List;

/** {@code DescribeKey}: what a key is and whether it works. */
final class DescribeKey implements KeyReadOperation<DescribeKey.Input, DescribeKey.Output> {

  /** What the caller asks for. */
  public record Input(String keyId) {}

  /** The key. */
  public record Output(Key key) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<List<String>> GRANT_TOKENS =
      InputMember.optional("GrantTokens", Shapes.GRANT_TOKENS);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "DescribeKeyRequest", in -> new Input(in.require(KEY_ID)), KEY_ID, GRANT_TOKENS);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "DescribeKeyResponse", member("KeyMetadata", KeyMetadata.SHAPE, Output::key));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of("DescribeKey", INPUT, OUTPUT, ErrorCode.KEY_NOT_FOUND, ErrorCode.INVALID_ARN);

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.any(CONTRACT.name(), in.keyId(), call);
  }

  @Override
  public Output answer(Input in, List<Key> keys, Call call) {
    return new Output(keys.getFirst());
  }
}
