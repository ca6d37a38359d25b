package io.strongroom.core.store;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Envelope;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store that remembers its commits and lets others act in the midst of a call. */
final class WatchedStore implements SecretStore {

  /** What was committed, refusals left out. */
  final List<List<SecretWrite>> commits = Collections.synchronizedList(new ArrayList<>());

  /** Each runs once, when a secret was found and is about to be returned. */
  final Deque<Runnable> afterFind = new ArrayDeque<>();

  /** Each runs once, before a commit is looked at. */
  final Deque<Runnable> beforeCommit = new ArrayDeque<>();

  /** Commits that are refused as stale. */
  volatile Predicate<List<SecretWrite>> stale = writes -> false;

  /** Names whose secret is damaged. */
  volatile Predicate<SecretName> damaged = name -> false;

  private final MemoryStore store;

  WatchedStore(MemoryStore store) {
    this.store = store;
  }

  @Override
  public @Nullable Secret find(AccountId account, Region region, SecretName name) {
    if (damaged.test(name)) {
      throw new IllegalArgumentException("a stored secret record is damaged");
    }
    Secret found = store.find(account, region, name);
    run(afterFind);
    return found;
  }

  @Override
  public @Nullable Envelope envelope(long number) {
    return store.envelope(number);
  }

  @Override
  public long nextNumber() {
    return store.nextNumber();
  }

  @Override
  public Commit commit(List<SecretWrite> writes, List<AuditRecord> records) {
    run(beforeCommit);
    if (stale.test(writes)) {
      return new Commit.Stale();
    }
    Commit commit = store.commit(writes, records);
    if (commit instanceof Commit.Done) {
      commits.add(List.copyOf(writes));
    }
    return commit;
  }

  @Override
  public List<Secret> scan(Scan scan) {
    return store.scan(scan);
  }

  @Override
  public List<Secret> due(Instant now, int limit) {
    return store.due(now, limit);
  }

  @Override
  public List<Secret> dueRotations(Instant now, int offset, int limit) {
    return store.dueRotations(now, offset, limit);
  }

  private static void run(Deque<Runnable> waiting) {
    Runnable next = waiting.poll();
    if (next != null) {
      next.run();
    }
  }
}
