package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Grant;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import java.util.List;

/** {@code RevokeGrant}: takes a grant back, at the wish of the key's owner. */
final class RevokeGrant implements KeyWriteOperation<RevokeGrant.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String keyId, String grantId, KeyRules.Run run) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> GRANT_ID =
      InputMember.required("GrantId", Shapes.GRANT_ID).shown();
  private static final InputMember<Boolean> DRY_RUN =
      InputMember.optional("DryRun", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "RevokeGrantRequest",
          in ->
              new Input(
                  in.require(KEY_ID),
                  in.require(GRANT_ID),
                  KeyRules.Run.of(in.get(DRY_RUN, false))),
          KEY_ID,
          GRANT_ID,
          DRY_RUN);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "RevokeGrant",
          INPUT,
          null,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.INVALID_GRANT_ID,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.DRY_RUN);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(CONTRACT.name(), in.keyId(), call);
  }

  @Override
  public KeyChange<Nothing> decide(Input in, List<Key> keys, Call call) {
    Key key = keys.getFirst();
    Grant grant = Grants.require(key, in.grantId());
    KeyRules.stopIfDry(in.run());
    return KeyChange.of(Grants.without(key, grant), new Nothing());
  }
}
