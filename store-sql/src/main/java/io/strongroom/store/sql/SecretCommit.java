package io.strongroom.store.sql;

import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.Version;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.SecretRecord;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.SecretWrite.Added;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores the writes of one change of secrets. Everything is turned into bytes by the caller's
 * thread, so that the committer, whom everybody waits for, only hands them on.
 *
 * <p>A single write finds out by its own statement whether its secret is as it should be. Of
 * several writes all are checked before the first one, since one that misses keeps the others out.
 */
final class SecretCommit implements GroupTask<Commit> {
  private final List<Encoded> writes;
  private final Caches caches;

  /** The state that an accepted change replaces. */
  private @Nullable Secret accepted;

  /** Whether it has changed when something is to be done for a secret. */
  private boolean dated;

  /** A write and the bytes of what it stores. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Encoded(SecretWrite write, Place place, byte[] id, @Nullable Row next) {

    /** The next state, its record, and the envelopes that come with it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(Secret secret, byte[] record, List<Added> added, List<byte[]> envelopes) {}

    static Encoded of(SecretWrite write) {
      return switch (write) {
        case SecretWrite.Insert(Secret secret, List<Added> added) ->
            of(write, row(secret.revised(1), added));
        case SecretWrite.Update(Secret secret, List<Added> added, var _) ->
            of(write, row(secret.revised(secret.revision() + 1), added));
        case SecretWrite.Delete _ -> of(write, null);
      };
    }

    private static Encoded of(SecretWrite write, @Nullable Row next) {
      Secret secret = write.secret();
      return new Encoded(write, Place.of(secret), Uuids.bytes(secret.identity().id()), next);
    }

    private static Row row(Secret next, List<Added> added) {
      List<byte[]> envelopes = new ArrayList<>(added.size());
      for (Added each : added) {
        envelopes.add(each.envelope().bytes());
      }
      return new Row(next, SecretRecord.write(next), added, envelopes);
    }

    Row row() {
      return Objects.requireNonNull(next);
    }
  }

  private SecretCommit(List<Encoded> writes, Caches caches) {
    this.writes = writes;
    this.caches = caches;
  }

  /**
   * Prepares a change.
   *
   * @throws IllegalArgumentException if two writes concern one name, other than a deletion that
   *     makes room for an insertion
   */
  static SecretCommit of(List<SecretWrite> writes, Caches caches) {
    List<Encoded> encoded = new ArrayList<>(writes.size());
    Set<Place> taken = new HashSet<>();
    Set<Place> freed = new HashSet<>();
    for (SecretWrite write : writes) {
      Encoded next = Encoded.of(write);
      boolean intoFreed = write instanceof SecretWrite.Insert && freed.remove(next.place());
      if (!taken.add(next.place()) && !intoFreed) {
        throw new IllegalArgumentException("a commit changes each secret once");
      }
      if (write instanceof SecretWrite.Delete) {
        freed.add(next.place());
      }
      encoded.add(next);
    }
    return new SecretCommit(encoded, caches);
  }

  @Override
  public Commit apply(SqlConnection connection) throws SQLException {
    if (writes.size() == 1) {
      return apply(connection, writes.getFirst());
    }
    Commit refusal = firstRefusal(connection);
    if (refusal != null) {
      return refusal;
    }
    for (Encoded write : writes) {
      if (!(apply(connection, write) instanceof Commit.Done)) {
        throw new IllegalStateException("a write missed that was checked before");
      }
    }
    return new Commit.Done();
  }

  /** Only whether a single secret has the revision that is replaced can be told from memory. */
  @Override
  public @Nullable Commit accept() {
    if (writes.size() != 1 || !(writes.getFirst().write() instanceof SecretWrite.Update update)) {
      return null;
    }
    Encoded encoded = writes.getFirst();
    Secret known = caches.latest(encoded.place());
    if (known == null) {
      return null;
    }
    Secret based = update.secret();
    if (!known.identity().id().equals(based.identity().id())
        || known.revision() != based.revision()) {
      return new Commit.Stale();
    }
    accepted = known;
    dated |= !isInPlace(known, encoded.row().secret());
    caches.accept(encoded.place(), encoded.row().secret());
    return new Commit.Done();
  }

  @Override
  public void applyAccepted(SqlConnection connection) throws SQLException {
    if (accepted != null && !(apply(connection) instanceof Commit.Done)) {
      throw new IllegalStateException("a change missed that was accepted");
    }
  }

  private @Nullable Commit firstRefusal(SqlConnection connection) throws SQLException {
    Set<Place> freed = new HashSet<>();
    for (Encoded write : writes) {
      if (write.write() instanceof SecretWrite.Insert) {
        if (!freed.contains(write.place()) && isTaken(connection, write.place())) {
          return new Commit.NameTaken();
        }
      } else if (!isCurrent(connection, write)) {
        return new Commit.Stale();
      }
      if (write.write() instanceof SecretWrite.Delete) {
        freed.add(write.place());
      }
    }
    return null;
  }

  private static boolean isTaken(SqlConnection connection, Place place) throws SQLException {
    PreparedStatement select = connection.prepare(Sql.IS_NAME_TAKEN);
    Rows.bind(select, 1, place);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private static boolean isCurrent(SqlConnection connection, Encoded write) throws SQLException {
    PreparedStatement select = connection.prepare(Sql.REVISION_OF_ID);
    select.setBytes(1, write.id());
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getLong(1) == write.write().secret().revision();
    }
  }

  private Commit apply(SqlConnection connection, Encoded encoded) throws SQLException {
    return switch (encoded.write()) {
      case SecretWrite.Insert _ -> insert(connection, encoded);
      case SecretWrite.Update update -> update(connection, encoded, update);
      case SecretWrite.Delete(Secret secret) -> delete(connection, encoded, secret);
    };
  }

  private Commit insert(SqlConnection connection, Encoded encoded) throws SQLException {
    Encoded.Row row = encoded.row();
    Secret next = row.secret();
    PreparedStatement insert = connection.prepare(Sql.INSERT_SECRET);
    insert.setBytes(1, encoded.id());
    Rows.bind(insert, 2, encoded.place());
    insert.setLong(5, next.revision());
    insert.setLong(6, next.times().created().toEpochMilli());
    insert.setLong(7, next.times().changed().toEpochMilli());
    insert.setLong(8, Scan.SortBy.ACCESSED.keyOf(next));
    bindPurge(insert, 9, next);
    bindRotation(insert, 10, next);
    insert.setBytes(11, row.record());
    if (insert.executeUpdate() == 0) {
      return new Commit.NameTaken();
    }
    dated |= next.rotationDue() != null || !next.lifecycle().equals(Lifecycle.active());
    WordRows.insert(connection, next);
    addVersions(connection, encoded);
    return new Commit.Done();
  }

  private Commit update(SqlConnection connection, Encoded encoded, SecretWrite.Update write)
      throws SQLException {
    Encoded.Row row = encoded.row();
    Secret before = before(connection, encoded);
    if (before == null) {
      return new Commit.Stale();
    }
    boolean inPlace = isInPlace(before, row.secret());
    dated |= !inPlace;
    int updated =
        inPlace ? updateInPlace(connection, encoded, row) : updateWhole(connection, encoded, row);
    if (updated == 0) {
      return new Commit.Stale();
    }
    WordRows.replace(connection, before, row.secret());
    addVersions(connection, encoded);
    for (long number : write.removed()) {
      deleteVersion(connection, encoded, number);
    }
    return new Commit.Done();
  }

  /**
   * Returns the state that is to be replaced, or null if that is not the one that is stored. It is
   * mostly in memory: a revision of an id is one state for ever.
   */
  private @Nullable Secret before(SqlConnection connection, Encoded encoded) throws SQLException {
    if (accepted != null) {
      return accepted;
    }
    long revision = encoded.write().secret().revision();
    Secret known = caches.secretInMemory(encoded.place());
    return known != null
            && known.identity().id().equals(encoded.write().secret().identity().id())
            && known.revision() == revision
        ? known
        : WordRows.stored(connection, encoded.id(), revision);
  }

  /** Tells whether only what every change changes is new. */
  private static boolean isInPlace(Secret before, Secret next) {
    return Scan.SortBy.ACCESSED.keyOf(before) == Scan.SortBy.ACCESSED.keyOf(next)
        && before.lifecycle().equals(next.lifecycle())
        && Objects.equals(before.rotationDue(), next.rotationDue());
  }

  private static int updateInPlace(SqlConnection connection, Encoded encoded, Encoded.Row row)
      throws SQLException {
    PreparedStatement update = connection.prepare(Sql.UPDATE_SECRET_IN_PLACE);
    update.setLong(1, row.secret().revision());
    update.setLong(2, row.secret().times().changed().toEpochMilli());
    update.setBytes(3, row.record());
    update.setBytes(4, encoded.id());
    update.setLong(5, encoded.write().secret().revision());
    return update.executeUpdate();
  }

  private static int updateWhole(SqlConnection connection, Encoded encoded, Encoded.Row row)
      throws SQLException {
    PreparedStatement update = connection.prepare(Sql.UPDATE_SECRET);
    update.setLong(1, row.secret().revision());
    update.setLong(2, row.secret().times().changed().toEpochMilli());
    update.setLong(3, Scan.SortBy.ACCESSED.keyOf(row.secret()));
    bindPurge(update, 4, row.secret());
    bindRotation(update, 5, row.secret());
    update.setBytes(6, row.record());
    update.setBytes(7, encoded.id());
    update.setLong(8, encoded.write().secret().revision());
    return update.executeUpdate();
  }

  private Commit delete(SqlConnection connection, Encoded encoded, Secret secret)
      throws SQLException {
    PreparedStatement delete = connection.prepare(Sql.DELETE_SECRET);
    delete.setBytes(1, encoded.id());
    delete.setLong(2, secret.revision());
    if (delete.executeUpdate() == 0) {
      return new Commit.Stale();
    }
    dated = true;
    WordRows.delete(connection, secret);
    for (Version version : secret.versions().all()) {
      if (version.hasValue()) {
        deleteVersion(connection, encoded, version.number());
      }
    }
    return new Commit.Done();
  }

  private static void addVersions(SqlConnection connection, Encoded encoded) throws SQLException {
    Encoded.Row row = encoded.row();
    for (int i = 0; i < row.added().size(); i++) {
      PreparedStatement insert = connection.prepare(Sql.INSERT_VERSION);
      insert.setLong(1, row.added().get(i).number());
      insert.setBytes(2, encoded.id());
      insert.setBytes(3, row.envelopes().get(i));
      insert.executeUpdate();
    }
  }

  private static void deleteVersion(SqlConnection connection, Encoded encoded, long number)
      throws SQLException {
    PreparedStatement delete = connection.prepare(Sql.DELETE_VERSION);
    delete.setLong(1, number);
    delete.setBytes(2, encoded.id());
    delete.executeUpdate();
  }

  private static void bindPurge(PreparedStatement statement, int index, Secret secret)
      throws SQLException {
    if (secret.lifecycle() instanceof Lifecycle.DeletionScheduled(var _, var purge)) {
      statement.setLong(index, purge.toEpochMilli());
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }

  private static void bindRotation(PreparedStatement statement, int index, Secret secret)
      throws SQLException {
    Instant due = secret.rotationDue();
    if (due == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, due.toEpochMilli());
    }
  }

  @Override
  public boolean freesSpace() {
    return writes.stream().allMatch(encoded -> encoded.write() instanceof SecretWrite.Delete);
  }

  @Override
  public boolean redo(Commit outcome, RedoBuffer out) {
    if (outcome instanceof Commit.Done) {
      Redo.putChange(out, writes.size());
      for (Encoded encoded : writes) {
        if (encoded.write() instanceof SecretWrite.Delete(Secret secret)) {
          Redo.putDeletion(out, SecretRecord.write(secret));
        } else {
          Redo.put(out, encoded.write(), encoded.row().record(), encoded.row().envelopes());
        }
      }
    }
    return true;
  }

  @Override
  public void announce(Commit outcome, Announcement announcement) {
    if (outcome instanceof Commit.Done) {
      writes.forEach(encoded -> announcement.secret(encoded.place()));
    }
  }

  /** What was found to be stale is forgotten, so that the next look is at the database. */
  @Override
  public void publish(Commit outcome) {
    if (!(outcome instanceof Commit.Done)) {
      writes.forEach(encoded -> caches.remove(encoded.place()));
      return;
    }
    if (dated) {
      caches.changeDates();
    }
    for (Encoded encoded : writes) {
      switch (encoded.write()) {
        case SecretWrite.Insert _ -> put(encoded);
        case SecretWrite.Update(var _, var _, List<Long> removed) -> {
          put(encoded);
          removed.forEach(caches::removed);
        }
        case SecretWrite.Delete(Secret secret) -> {
          caches.removed(encoded.place());
          secret.versions().all().forEach(version -> caches.removed(version.number()));
        }
      }
    }
  }

  private void put(Encoded encoded) {
    Encoded.Row row = encoded.row();
    for (int i = 0; i < row.added().size(); i++) {
      Added added = row.added().get(i);
      int length = row.envelopes().get(i).length;
      caches.put(added.number(), Caches.sized(added.envelope(), length));
    }
    caches.put(encoded.place(), Caches.sized(row.secret(), row.record().length));
  }
}
