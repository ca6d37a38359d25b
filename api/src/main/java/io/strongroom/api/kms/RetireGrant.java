package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Grant;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import java.util.List;

/**
 * {@code RetireGrant}: gives a grant up, at the wish of one whom it names. The grant is named by
 * its token, or by its key and id.
 */
final class RetireGrant implements KeyWriteOperation<RetireGrant.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String keyId, String grantId, KeyRules.Run run) {}

  private static final InputMember<String> GRANT_TOKEN =
      InputMember.optional("GrantToken", Shapes.GRANT_TOKEN);
  private static final InputMember<String> KEY_ID =
      InputMember.optional("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> GRANT_ID =
      InputMember.optional("GrantId", Shapes.GRANT_ID).shown();
  private static final InputMember<Boolean> DRY_RUN =
      InputMember.optional("DryRun", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "RetireGrantRequest", RetireGrant::parse, GRANT_TOKEN, KEY_ID, GRANT_ID, DRY_RUN);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "RetireGrant",
          INPUT,
          null,
          ErrorCode.INVALID_ARN,
          ErrorCode.INVALID_GRANT_TOKEN,
          ErrorCode.INVALID_GRANT_ID,
          ErrorCode.KEY_NOT_FOUND,
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

  private static Input parse(InputValues in) {
    KeyRules.Run run = KeyRules.Run.of(in.get(DRY_RUN, false));
    String token = in.get(GRANT_TOKEN);
    if (token != null) {
      Grants.Named named = Grants.parseToken(token);
      return new Input(named.keyArn(), named.grantId(), run);
    }
    String keyId = in.get(KEY_ID);
    String grantId = in.get(GRANT_ID);
    if (keyId == null || grantId == null) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "A grant is named by GrantToken, or by KeyId and GrantId.");
    }
    return new Input(keyId, grantId, run);
  }
}
