package io.strongroom.core.key;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store of keys that passes everything on, for tests that change one thing about it. */
public class ForwardingKeys implements KeyStore {
  private final KeyStore keys;

  /** Passes everything on to {@code keys}. */
  protected ForwardingKeys(KeyStore keys) {
    this.keys = keys;
  }

  @Override
  public @Nullable Key key(String keyId) {
    return keys.key(keyId);
  }

  @Override
  public @Nullable Alias alias(AccountId account, Region region, String name) {
    return keys.alias(account, region, name);
  }

  @Override
  public byte @Nullable [] wrapped(String keyId, int version) {
    return keys.wrapped(keyId, version);
  }

  @Override
  public KeyCommit commit(KeyWrite write, @Nullable AuditRecord record) {
    return keys.commit(write, record);
  }

  @Override
  public long countUses(String keyId, int version, long count) {
    return keys.countUses(keyId, version, count);
  }

  @Override
  public List<Key> keys(AccountId account, Region region, String after, int limit) {
    return keys.keys(account, region, after, limit);
  }

  @Override
  public List<Alias> aliases(AccountId account, Region region, String after, int limit) {
    return keys.aliases(account, region, after, limit);
  }

  @Override
  public int countKeys(AccountId account, Region region) {
    return keys.countKeys(account, region);
  }

  @Override
  public List<Alias> aliasesOf(String keyId, String after, int limit) {
    return keys.aliasesOf(keyId, after, limit);
  }

  @Override
  public List<Key> dueKeys(Instant now, int limit) {
    return keys.dueKeys(now, limit);
  }
}
