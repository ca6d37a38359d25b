package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.api.KeyAsk;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRef;
import io.strongroom.core.key.KeyStore;
import java.util.Map;

/** What the operations on aliases have in common. */
final class AliasNames {
  private AliasNames() {}

  /**
   * Refuses the name of an alias that callers cannot make or change.
   *
   * @throws ServiceException ValidationException without the prefix; NotAuthorizedException for
   *     names that services keep
   */
  static String requireOwn(String name) {
    if (!name.startsWith(Alias.PREFIX) || name.equals(Alias.PREFIX)) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "Alias must start with the prefix \"alias/\".");
    }
    if (name.startsWith(Alias.RESERVED_PREFIX)) {
      throw new ServiceException(
          ErrorCode.NOT_AUTHORIZED,
          "Aliases that begin with " + Alias.RESERVED_PREFIX + " are reserved for AWS services.");
    }
    return name;
  }

  /**
   * Refuses one alias more for a key that has all it can have.
   *
   * @throws ServiceException LimitExceededException
   */
  static void requireRoom(KeyStore store, Key key) {
    if (store.aliasesOf(key.id(), "", Alias.MAX_PER_KEY).size() >= Alias.MAX_PER_KEY) {
      throw new ServiceException(
          ErrorCode.KEY_LIMIT_EXCEEDED, "A key can have at most " + Alias.MAX_PER_KEY + " aliases");
    }
  }

  /** Asks for the key that an alias is to name, which is one of the alias's own account. */
  static KeyAsk target(String operation, String keyId, Call call) {
    KeyRef ref = Asks.orNotFound(() -> Asks.exactRef(keyId, call));
    if (!ref.account().equals(call.account())) {
      throw ref.notFound();
    }
    return new KeyAsk.OnKey("kms:" + operation, ref, Map.of());
  }

  /**
   * Returns an alias of the caller's account.
   *
   * @throws ServiceException NotFoundException
   */
  static Alias require(KeyStore store, String name, Call call) {
    Alias alias = store.alias(call.account(), call.region(), name);
    if (alias == null) {
      throw Asks.aliasRef(name, call).notFound();
    }
    return alias;
  }
}
