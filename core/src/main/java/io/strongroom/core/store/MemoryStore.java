package io.strongroom.core.store;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.audit.MemoryOutbox;
import io.strongroom.core.filter.SubjectWords;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionCommit;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.function.MemoryFunctions;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyCommit;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.key.MemoryKeys;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.Version;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.keys.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The reference store: everything in maps, gone at exit. Reads take no lock; commits take turns.
 * Secrets and values are kept as they would be on disk, sealed.
 */
public final class MemoryStore implements Store {
  private final ConcurrentSkipListMap<Place, Secret> secrets =
      new ConcurrentSkipListMap<>(
          Comparator.comparing((Place place) -> place.account().digits())
              .thenComparing(place -> place.region().name())
              .thenComparing(place -> place.name().text()));
  private final Map<Long, Envelope> envelopes = new ConcurrentHashMap<>();
  private final MemoryKeys keys = new MemoryKeys();
  private final MemoryFunctions functions = new MemoryFunctions();
  private final MemoryIdentities identities = new MemoryIdentities();
  private final MemoryOutbox outbox = new MemoryOutbox();
  private final AtomicLong numbers = new AtomicLong();
  private final Object commits = new Object();

  private record Place(AccountId account, Region region, SecretName name) {
    static Place of(Secret secret) {
      return new Place(secret.account(), secret.region(), secret.identity().name());
    }
  }

  @Override
  public @Nullable Secret find(AccountId account, Region region, SecretName name) {
    return secrets.get(new Place(account, region, name));
  }

  @Override
  public @Nullable Envelope envelope(long number) {
    return envelopes.get(number);
  }

  @Override
  public long nextNumber() {
    return numbers.incrementAndGet();
  }

  @Override
  public Commit commit(List<SecretWrite> writes, List<AuditRecord> records) {
    synchronized (commits) {
      Commit refusal = firstRefusal(writes);
      if (refusal != null) {
        return refusal;
      }
      writes.forEach(this::apply);
      records.forEach(outbox::add);
      return new Commit.Done();
    }
  }

  /** Envelopes go in before the secret that names them and out after it, for readers' sake. */
  private void apply(SecretWrite write) {
    Place place = Place.of(write.secret());
    switch (write) {
      case SecretWrite.Insert(Secret secret, var added) -> {
        added.forEach(each -> envelopes.put(each.number(), each.envelope()));
        secrets.put(place, secret.revised(1));
      }
      case SecretWrite.Update(Secret secret, var added, var removed) -> {
        added.forEach(each -> envelopes.put(each.number(), each.envelope()));
        secrets.put(place, secret.revised(secret.revision() + 1));
        removed.forEach(envelopes::remove);
      }
      case SecretWrite.Delete(Secret secret) -> {
        secrets.remove(place);
        for (Version version : secret.versions().all()) {
          envelopes.remove(version.number());
        }
      }
    }
  }

  private @Nullable Commit firstRefusal(List<SecretWrite> writes) {
    java.util.Set<Place> freed = new java.util.HashSet<>();
    for (SecretWrite write : writes) {
      Place place = Place.of(write.secret());
      Secret stored = secrets.get(place);
      if (write instanceof SecretWrite.Insert) {
        if (stored != null && !freed.contains(place)) {
          return new Commit.NameTaken();
        }
      } else if (stored == null
          || !stored.identity().id().equals(write.secret().identity().id())
          || stored.revision() != write.secret().revision()) {
        return new Commit.Stale();
      }
      if (write instanceof SecretWrite.Delete) {
        freed.add(place);
      }
    }
    return null;
  }

  @Override
  public List<Secret> scan(Scan scan) {
    Comparator<Secret> order =
        Comparator.comparingLong(scan.sortBy()::keyOf).thenComparing(Secret::name);
    if (scan.direction() == Scan.Direction.DESCENDING) {
      order = order.reversed();
    }
    return secrets.values().stream()
        .filter(secret -> isIn(secret, scan))
        .filter(secret -> isAfter(secret, scan))
        .sorted(order)
        .limit(scan.limit())
        .toList();
  }

  private static boolean isIn(Secret secret, Scan scan) {
    return secret.account().equals(scan.account())
        && secret.region().equals(scan.region())
        && secret.name().startsWith(scan.namePrefix())
        && (scan.deletions() == Scan.Deletions.INCLUDED || !secret.isDeleted())
        && SubjectWords.hold(secret, scan.words());
  }

  private static boolean isAfter(Secret secret, Scan scan) {
    Scan.Position after = scan.after();
    if (after == null) {
      return true;
    }
    int byKey = Long.compare(scan.sortBy().keyOf(secret), after.key());
    int compared = byKey != 0 ? byKey : secret.name().compareTo(after.name());
    return scan.direction() == Scan.Direction.ASCENDING ? compared > 0 : compared < 0;
  }

  @Override
  public List<Secret> due(Instant now, int limit) {
    return secrets.values().stream().filter(secret -> isDue(secret, now)).limit(limit).toList();
  }

  @Override
  public List<Secret> dueRotations(Instant now, int offset, int limit) {
    return secrets.values().stream()
        .filter(secret -> isDue(secret.rotationDue(), now))
        .sorted(Comparator.comparing(secret -> Objects.requireNonNull(secret.rotationDue())))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private static boolean isDue(@Nullable Instant due, Instant now) {
    return due != null && !due.isAfter(now);
  }

  private static boolean isDue(Secret secret, Instant now) {
    return secret.lifecycle() instanceof Lifecycle.DeletionScheduled(var _, Instant purge)
        && !purge.isAfter(now);
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
    KeyCommit outcome = keys.commit(write, record);
    if (outcome == KeyCommit.DONE) {
      outbox.add(record);
    }
    return outcome;
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

  @Override
  public @Nullable Function function(FunctionArn arn) {
    return functions.function(arn);
  }

  @Override
  public List<Function> functions(AccountId account, Region region, String after, int limit) {
    return functions.functions(account, region, after, limit);
  }

  @Override
  public Usage usage(AccountId account) {
    return functions.usage(account);
  }

  @Override
  public FunctionCommit commit(FunctionWrite write, @Nullable AuditRecord record) {
    FunctionCommit outcome = functions.commit(write, record);
    if (outcome == FunctionCommit.DONE) {
      outbox.add(record);
    }
    return outcome;
  }

  @Override
  public void putCode(Code code, InputStream content) throws IOException {
    functions.putCode(code, content);
  }

  @Override
  public void dropCode(Code code) {
    functions.dropCode(code);
  }

  @Override
  public boolean readCode(Code code, OutputStream out) throws IOException {
    return functions.readCode(code, out);
  }

  @Override
  public Directory directory(AccountId account) {
    return identities.directory(account);
  }

  @Override
  public DirectoryCommit commit(DirectoryChange change, byte @Nullable [] record) {
    DirectoryCommit outcome = identities.commit(change, record);
    if (record != null && outcome instanceof DirectoryCommit.Done) {
      outbox.add(AuditRecord.owning(record));
    }
    return outcome;
  }

  @Override
  public @Nullable AccessKey accessKey(String accessKeyId) {
    return identities.accessKey(accessKeyId);
  }

  @Override
  public boolean wasIssued(String accessKeyId) {
    return identities.wasIssued(accessKeyId);
  }

  @Override
  public @Nullable AccountId accountWithEmail(String email) {
    return identities.accountWithEmail(email);
  }

  @Override
  public List<Account> accounts(@Nullable AccountId after, int limit) {
    return identities.accounts(after, limit);
  }

  @Override
  public @Nullable LastUse lastUse(Subject subject) {
    return identities.lastUse(subject);
  }

  @Override
  public void storeUses(Map<Subject, LastUse> uses) {
    identities.storeUses(uses);
  }

  @Override
  public List<Waiting> waitingRecords(long after, int limit) {
    return outbox.waitingRecords(after, limit);
  }

  @Override
  public void forgetRecords(long upTo) {
    outbox.forgetRecords(upTo);
  }

  @Override
  public void close() {}
}
