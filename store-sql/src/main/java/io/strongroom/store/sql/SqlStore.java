package io.strongroom.store.sql;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionCommit;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyCommit;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.OpenException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A store in a database: reads come from memory or from connections of their own and wait for no
 * commit. Everything secret is sealed before it gets here. What a store adds is how it commits.
 */
public abstract class SqlStore implements Store {
  private final Readers readers;
  private final Commits commits;
  private final Caches caches;
  private final KeyCaches keyCaches;
  private final Listing listing;
  private final FunctionCodes codes;
  private final Outbox outbox;
  private final StoreFormat format;
  private final AccessKeys accessKeys;
  private final java.util.function.Function<Place, Caches.@Nullable Sized<Secret>> loadSecret =
      this::loadSecret;
  private final java.util.function.Function<Long, Caches.@Nullable Sized<Envelope>> loadEnvelope =
      this::loadEnvelope;
  private final java.util.function.Function<AccountId, Caches.@Nullable Sized<Directory>>
      loadDirectory = this::loadDirectory;
  private final java.util.function.Function<String, KeyCaches.@Nullable Sized> loadKey =
      this::loadKey;
  private final java.util.function.Function<KeyCaches.AliasPlace, @Nullable Alias> loadAlias =
      this::loadAlias;

  /**
   * Makes a store of what it reads and commits by and of what it keeps in memory.
   *
   * @param format what the store said of its format once it was brought to that of this release
   */
  protected SqlStore(
      Readers readers, Commits commits, Memory memory, Outbox outbox, StoreFormat format) {
    this.readers = readers;
    this.commits = commits;
    this.caches = memory.caches();
    this.keyCaches = memory.keys();
    this.accessKeys = memory.accessKeys();
    this.outbox = outbox;
    this.format = format;
    this.listing = new Listing(readers, this::find);
    this.codes = new FunctionCodes(commits, readers);
  }

  /** Returns what the store said of its format when it was opened. */
  public StoreFormat format() {
    return format;
  }

  @Override
  public @Nullable Secret find(AccountId account, Region region, SecretName name) {
    return find(new Place(account, region, name));
  }

  private @Nullable Secret find(Place place) {
    commits.requireOpen();
    return caches.secret(place, loadSecret);
  }

  private Caches.@Nullable Sized<Secret> loadSecret(Place place) {
    Unsettled.State<Secret> unsettled = caches.unsettledSecret(place);
    if (unsettled != null) {
      return unsettled.value();
    }
    return readers.read(connection -> loadSecret(connection, place));
  }

  private static Caches.@Nullable Sized<Secret> loadSecret(SqlConnection connection, Place place)
      throws SQLException {
    PreparedStatement select = connection.prepare(Sql.FIND_SECRET);
    Rows.bind(select, 1, place);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      byte[] record = row.getBytes(3);
      Secret secret = Rows.secret(place, row.getBytes(1), row.getLong(2), record);
      return Caches.sized(secret, record.length);
    } catch (IllegalArgumentException e) {
      throw Failures.damaged("the record of secret " + place, e);
    }
  }

  @Override
  public @Nullable Envelope envelope(long number) {
    commits.requireOpen();
    return caches.envelope(number, loadEnvelope);
  }

  private Caches.@Nullable Sized<Envelope> loadEnvelope(Long number) {
    Unsettled.State<Envelope> unsettled = caches.unsettledEnvelope(number);
    if (unsettled != null) {
      return unsettled.value();
    }
    return readers.read(connection -> loadEnvelope(connection, number));
  }

  private static Caches.@Nullable Sized<Envelope> loadEnvelope(
      SqlConnection connection, long number) throws SQLException {
    PreparedStatement select = connection.prepare(Sql.FIND_ENVELOPE);
    select.setLong(1, number);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      byte[] bytes = row.getBytes(1);
      return Caches.sized(Envelope.parse(bytes), bytes.length);
    } catch (OpenException e) {
      throw Failures.damaged("the envelope with number " + number, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if two writes concern one name, other than a deletion that
   *     makes room for an insertion
   */
  @Override
  public Commit commit(List<SecretWrite> writes, List<AuditRecord> records) {
    return commit(
        SecretCommit.of(writes, caches), records, outcome -> outcome instanceof Commit.Done);
  }

  @Override
  public List<Secret> scan(Scan scan) {
    commits.requireOpen();
    commits.settle();
    return listing.list(scan);
  }

  @Override
  public List<Secret> due(Instant now, int limit) {
    commits.requireOpen();
    settleDates();
    return readers.read(connection -> due(connection, now, limit));
  }

  /** Looked for often, and rarely changed. */
  private void settleDates() {
    if (caches.hasUnsettledDates()) {
      commits.settle();
    }
  }

  private static List<Secret> due(SqlConnection connection, Instant now, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(Sql.DUE);
    select.setLong(1, now.toEpochMilli());
    return wholeOnes(select, limit);
  }

  @Override
  public List<Secret> dueRotations(Instant now, int offset, int limit) {
    commits.requireOpen();
    settleDates();
    return readers.read(connection -> dueRotations(connection, now, offset, limit));
  }

  private static List<Secret> dueRotations(
      SqlConnection connection, Instant now, int offset, int limit) throws SQLException {
    PreparedStatement select = connection.prepare(Sql.DUE_ROTATIONS);
    select.setLong(1, now.toEpochMilli());
    select.setInt(2, limit);
    select.setInt(3, offset);
    return wholeOnes(select, limit);
  }

  private static List<Secret> wholeOnes(PreparedStatement select, int limit) throws SQLException {
    List<Secret> due = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (due.size() < limit && row.next()) {
        Secret secret = Listing.wholeOrNull(row);
        if (secret != null) {
          due.add(secret);
        }
      }
    }
    return due;
  }

  @Override
  public @Nullable Key key(String keyId) {
    commits.requireOpen();
    return keyCaches.key(keyId, loadKey);
  }

  private KeyCaches.@Nullable Sized loadKey(String keyId) {
    return readers.read(connection -> KeyRows.find(connection, keyId));
  }

  @Override
  public @Nullable Alias alias(AccountId account, Region region, String name) {
    commits.requireOpen();
    return keyCaches.alias(new KeyCaches.AliasPlace(account, region, name), loadAlias);
  }

  private @Nullable Alias loadAlias(KeyCaches.AliasPlace place) {
    return readers.read(connection -> KeyRows.findAlias(connection, place));
  }

  @Override
  public byte @Nullable [] wrapped(String keyId, int version) {
    commits.requireOpen();
    return readers.read(connection -> KeyRows.wrapped(connection, keyId, version));
  }

  @Override
  public KeyCommit commit(KeyWrite write, @Nullable AuditRecord record) {
    return commit(
        KeyCommitting.of(write, keyCaches),
        record == null ? List.of() : List.of(record),
        outcome -> outcome == KeyCommit.DONE);
  }

  @Override
  public long countUses(String keyId, int version, long count) {
    return commits.commit(new KeyCommitting.Counting(keyId, version, count));
  }

  @Override
  public List<Key> keys(AccountId account, Region region, String after, int limit) {
    commits.requireOpen();
    return readers.read(connection -> KeyRows.keys(connection, account, region, after, limit));
  }

  @Override
  public int countKeys(AccountId account, Region region) {
    commits.requireOpen();
    return readers.read(connection -> KeyRows.count(connection, account, region));
  }

  @Override
  public List<Alias> aliases(AccountId account, Region region, String after, int limit) {
    commits.requireOpen();
    return readers.read(connection -> KeyRows.aliases(connection, account, region, after, limit));
  }

  @Override
  public List<Alias> aliasesOf(String keyId, String after, int limit) {
    commits.requireOpen();
    return readers.read(connection -> KeyRows.aliasesOf(connection, keyId, after, limit));
  }

  @Override
  public List<Key> dueKeys(Instant now, int limit) {
    commits.requireOpen();
    return readers.read(connection -> KeyRows.due(connection, now, limit));
  }

  @Override
  public @Nullable Function function(FunctionArn arn) {
    commits.requireOpen();
    return readers.read(connection -> FunctionRows.find(connection, arn));
  }

  @Override
  public List<Function> functions(AccountId account, Region region, String after, int limit) {
    commits.requireOpen();
    return readers.read(connection -> FunctionRows.page(connection, account, region, after, limit));
  }

  @Override
  public Usage usage(AccountId account) {
    commits.requireOpen();
    return readers.read(connection -> FunctionRows.usage(connection, account));
  }

  @Override
  public FunctionCommit commit(FunctionWrite write, @Nullable AuditRecord record) {
    return commit(
        new FunctionCommitting(write),
        record == null ? List.of() : List.of(record),
        outcome -> outcome == FunctionCommit.DONE);
  }

  @Override
  public void putCode(Code code, InputStream content) throws IOException {
    codes.put(code, content);
  }

  @Override
  public void dropCode(Code code) {
    codes.drop(code);
  }

  @Override
  public boolean readCode(Code code, OutputStream out) throws IOException {
    commits.requireOpen();
    return codes.read(code, out);
  }

  @Override
  public @Nullable AccessKey accessKey(String accessKeyId) {
    commits.requireOpen();
    return accessKeys.find(accessKeyId);
  }

  @Override
  public Directory directory(AccountId account) {
    commits.requireOpen();
    Directory found = caches.directory(account, loadDirectory);
    return found == null ? Directory.empty(account) : found;
  }

  private Caches.@Nullable Sized<Directory> loadDirectory(AccountId account) {
    return readers.read(connection -> IdentityRows.directory(connection, account));
  }

  @Override
  public DirectoryCommit commit(DirectoryChange change, byte @Nullable [] record) {
    accessKeys.requireRoom(change);
    return commit(
        new DirectoryTask(change, caches, accessKeys),
        record == null ? List.of() : List.of(AuditRecord.owning(record)),
        outcome -> outcome instanceof DirectoryCommit.Done);
  }

  @Override
  public boolean wasIssued(String accessKeyId) {
    commits.requireOpen();
    return accessKeys.find(accessKeyId) != null
        || readers.read(connection -> IdentityRows.wasIssued(connection, accessKeyId));
  }

  @Override
  public @Nullable AccountId accountWithEmail(String email) {
    commits.requireOpen();
    return readers.read(connection -> IdentityRows.withEmail(connection, email));
  }

  @Override
  public List<Account> accounts(@Nullable AccountId after, int limit) {
    commits.requireOpen();
    return readers.read(connection -> IdentityRows.accounts(connection, after, limit));
  }

  @Override
  public @Nullable LastUse lastUse(Subject subject) {
    commits.requireOpen();
    return readers.read(connection -> IdentityRows.lastUse(connection, subject));
  }

  @Override
  public void storeUses(Map<Subject, LastUse> uses) {
    var _ = commits.commit(new UsesTask(Map.copyOf(uses)));
  }

  /** Commits a change and, if it is stored, the record of the call that made it. */
  private <R> R commit(GroupTask<R> task, List<AuditRecord> records, Predicate<R> stored) {
    return commits.commit(records.isEmpty() ? task : outbox.recording(task, records, stored));
  }

  @Override
  public List<Waiting> waitingRecords(long after, int limit) {
    commits.requireOpen();
    return readers.read(connection -> outbox.waiting(connection, after, limit));
  }

  @Override
  public void forgetRecords(long upTo) {
    var _ = commits.commit(outbox.forgetting(upTo));
  }
}
