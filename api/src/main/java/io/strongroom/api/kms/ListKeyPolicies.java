package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Key;
import java.util.List;

/** {@code ListKeyPolicies}: the names of a key's policies, of which there is one. */
final class ListKeyPolicies
    implements KeyReadOperation<ListKeyPolicies.Input, ListKeyPolicies.Output> {

  /** What the caller asks for. */
  public record Input(String keyId) {}

  /** The only page. */
  public record Output(List<String> policyNames, boolean truncated) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<Long> LIMIT =
      InputMember.optional("Limit", Shapes.LIMIT).shown();
  private static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.MARKER);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ListKeyPoliciesRequest", in -> new Input(in.require(KEY_ID)), KEY_ID, LIMIT, MARKER);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ListKeyPoliciesResponse",
          member("PolicyNames", Shape.list(Shapes.POLICY_NAME), Output::policyNames),
          member("Truncated", Shapes.FLAG, Output::truncated));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "ListKeyPolicies",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE);

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(CONTRACT.name(), in.keyId(), call);
  }

  @Override
  public Output answer(Input in, List<Key> keys, Call call) {
    return new Output(List.of(KeyPolicies.NAME), false);
  }
}
