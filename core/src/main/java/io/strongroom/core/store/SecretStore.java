package io.strongroom.core.store;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Envelope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where secrets are kept. A store knows no rule about versions or labels, and never sees a
 * plaintext or a key. All methods may be called by many threads.
 */
public interface SecretStore {

  /** Returns the secret of that name as it was last committed, or null. */
  @Nullable Secret find(AccountId account, Region region, SecretName name);

  /**
   * Returns the envelope kept under {@code number}, or null if there is none. Envelopes never
   * change.
   */
  @Nullable Envelope envelope(long number);

  /** Hands out a number for a new envelope: positive, growing, never the same twice. */
  long nextNumber();

  /**
   * Stores all of {@code writes} or nothing. When it returns {@link Commit.Done}, the change is
   * flushed and every later {@link #find} sees it (requirements PRM-1, PRM-2, DUR-1).
   *
   * @param records what the audit log is to keep of the change, stored with it; empty where nothing
   *     is kept
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if the store is full or
   *     too busy and nothing was stored; InternalServiceError if it is not known what was stored
   */
  Commit commit(List<SecretWrite> writes, List<AuditRecord> records);

  /** Stores what no call asked for, without a record. */
  default Commit commit(List<SecretWrite> writes) {
    return commit(writes, List.of());
  }

  /** Returns the secrets after a position, in the order of the scan. */
  List<Secret> scan(Scan scan);

  /**
   * Returns at most {@code limit} secrets, of all accounts, whose recovery window ended by then.
   */
  List<Secret> due(Instant now, int limit);

  /**
   * Returns secrets, of all accounts, for whose rotation something is to be done by then, what is
   * due longest first.
   *
   * @param offset how many are left out at the front
   * @param limit the most to return, 1 or more
   */
  List<Secret> dueRotations(Instant now, int offset, int limit);
}
