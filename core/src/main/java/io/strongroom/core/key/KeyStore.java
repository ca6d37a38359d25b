package io.strongroom.core.key;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where KMS keys are kept, wrapped. A store knows no rule about keys and never sees a material. All
 * methods may be called by many threads. Finding a key or an alias that was found before costs no
 * read of a disk, as long as there is memory for it.
 */
public interface KeyStore {

  /** Returns the key of that id as it was last committed, or null. */
  @Nullable Key key(String keyId);

  /** Returns the alias of that name in an account and region, or null. */
  @Nullable Alias alias(AccountId account, Region region, String name);

  /** Returns one material of a key, wrapped, or null. */
  byte @Nullable [] wrapped(String keyId, int version);

  /**
   * Stores a change or nothing. When it returns {@link KeyCommit#DONE}, the change is flushed and
   * every later read sees it.
   *
   * @param record the record of the call that makes the change, stored with it; null where nothing
   *     is kept
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if the store is full or
   *     too busy and nothing was stored; InternalServiceError if it is not known what was stored
   */
  KeyCommit commit(KeyWrite write, @Nullable AuditRecord record);

  /** Stores what no call asked for, without a record. */
  default KeyCommit commit(KeyWrite write) {
    return commit(write, null);
  }

  /**
   * Counts {@code count} more uses of a material, durably, before any of them happens (requirement
   * KEY-4).
   *
   * @return how many uses were counted in all, these among them; 0 if there is no such material
   */
  long countUses(String keyId, int version, long count);

  /** Returns at most {@code limit} keys of an account and region with greater ids, by id. */
  List<Key> keys(AccountId account, Region region, String after, int limit);

  /** Returns how many keys an account has in a region. */
  int countKeys(AccountId account, Region region);

  /** Returns at most {@code limit} aliases of an account and region behind a name, by name. */
  List<Alias> aliases(AccountId account, Region region, String after, int limit);

  /** Returns at most {@code limit} aliases of a key behind a name, by name. */
  List<Alias> aliasesOf(String keyId, String after, int limit);

  /** Returns at most {@code limit} keys, of all accounts, with something due by then. */
  List<Key> dueKeys(Instant now, int limit);
}
