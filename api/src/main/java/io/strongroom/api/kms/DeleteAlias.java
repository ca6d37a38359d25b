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

/** {@code DeleteAlias}: an alias names nothing any more; its key stays. */
final class DeleteAlias implements KeyWriteOperation<DeleteAlias.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String aliasName) {}

  private static final InputMember<String> ALIAS_NAME =
      InputMember.required("AliasName", Shapes.ALIAS_NAME).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "DeleteAliasRequest",
          in -> new Input(AliasNames.requireOwn(in.require(ALIAS_NAME))),
          ALIAS_NAME);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "DeleteAlias", INPUT, null, ErrorCode.KEY_NOT_FOUND, ErrorCode.KEY_INVALID_STATE);

  private final KeyStore store;

  /** Takes what it needs. */
  public DeleteAlias(KeyStore store) {
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
            "kms:DeleteAlias", Asks.aliasRef(in.aliasName(), call), java.util.Map.of()));
  }

  @Override
  public KeyChange<Nothing> decide(Input in, List<Key> keys, Call call) {
    Alias alias = AliasNames.require(store, in.aliasName(), call);
    return new KeyChange<>(new KeyWrite.DropAlias(alias), new Nothing());
  }
}
