package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import io.strongroom.core.key.KeyStore;
import io.strongroom.core.key.KeyWrite;
import java.util.List;

/** {@code UpdateAlias}: an alias names another key of the caller's account. */
final class UpdateAlias implements KeyWriteOperation<UpdateAlias.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String aliasName, String targetKeyId) {}

  private static final InputMember<String> ALIAS_NAME =
      InputMember.required("AliasName", Shapes.ALIAS_NAME).shown();
  private static final InputMember<String> TARGET_KEY_ID =
      InputMember.required("TargetKeyId", Shapes.KEY_ID).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "UpdateAliasRequest",
          in -> new Input(AliasNames.requireOwn(in.require(ALIAS_NAME)), in.require(TARGET_KEY_ID)),
          ALIAS_NAME,
          TARGET_KEY_ID);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "UpdateAlias",
          INPUT,
          null,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.KEY_LIMIT_EXCEEDED,
          ErrorCode.KEY_INVALID_STATE);

  private final KeyStore store;

  /** Takes what it needs. */
  public UpdateAlias(KeyStore store) {
    this.store = store;
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return List.of(
        Asks.alias(CONTRACT.name(), in.aliasName(), call),
        new KeyAsk.OnKey(
            "kms:UpdateAlias", Asks.aliasRef(in.aliasName(), call), java.util.Map.of()),
        AliasNames.target(CONTRACT.name(), in.targetKeyId(), call));
  }

  @Override
  public KeyChange<Nothing> decide(Input in, List<Key> keys, Call call) {
    Key target = KeyRules.requireNotPendingDeletion(KeyRules.requireCustomer(keys.getLast()));
    Alias before = AliasNames.require(store, in.aliasName(), call);
    if (!before.keyId().equals(target.id())) {
      AliasNames.requireRoom(store, target);
    }
    Alias after = before.naming(target.id(), call.now());
    return new KeyChange<>(new KeyWrite.MoveAlias(before, after, target), new Nothing());
  }
}
