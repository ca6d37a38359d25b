package io.strongroom.store.sql;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretRecordReader;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.OpenException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The form in which a journal keeps changes of secrets and audit records, so that they are made
 * again when the database has lost them. Described in {@code docs/formats/journal.md}.
 */
public final class Redo {
  private static final int CHANGE = 1;
  private static final int RECORD = 2;

  private static final int INSERT = 1;
  private static final int UPDATE = 2;
  private static final int DELETE = 3;

  /** Nothing is found in memory while a journal is read. */
  private static final CacheSizes NOTHING = new CacheSizes(0, 0, 0);

  private final ByteBuffer entries;

  private Redo(ByteBuffer entries) {
    this.entries = entries;
  }

  /** Begins a change of so many secrets; each is put behind it. */
  static void putChange(RedoBuffer out, int writes) {
    out.putByte(CHANGE);
    out.putInt(writes);
  }

  /** Puts a secret that was new or has replaced another state, its record as it is then. */
  static void put(RedoBuffer out, SecretWrite write, byte[] record, List<byte[]> envelopes) {
    switch (write) {
      case SecretWrite.Insert(var _, List<SecretWrite.Added> added) -> {
        out.putByte(INSERT);
        out.putBytes(record);
        put(out, added, envelopes);
      }
      case SecretWrite.Update(var _, List<SecretWrite.Added> added, List<Long> removed) -> {
        out.putByte(UPDATE);
        out.putBytes(record);
        put(out, added, envelopes);
        out.putInt(removed.size());
        removed.forEach(out::putLong);
      }
      case SecretWrite.Delete _ -> throw new IllegalArgumentException("a deletion adds nothing");
    }
  }

  /** Puts that a secret is gone. */
  static void putDeletion(RedoBuffer out, byte[] record) {
    out.putByte(DELETE);
    out.putBytes(record);
  }

  private static void put(RedoBuffer out, List<SecretWrite.Added> added, List<byte[]> envelopes) {
    out.putInt(added.size());
    for (int i = 0; i < added.size(); i++) {
      out.putLong(added.get(i).number());
      out.putBytes(envelopes.get(i));
    }
  }

  /** Puts an audit record. */
  static void putRecord(RedoBuffer out, AuditRecord record) {
    out.putByte(RECORD);
    out.putRecord(record);
  }

  /**
   * Makes all changes again, in the transaction under way, and hands on audit records in their
   * order.
   *
   * @throws IllegalArgumentException if the entries are malformed, or do not follow what is stored
   */
  public static void replay(
      ByteBuffer entries, SqlConnection connection, Consumer<AuditRecord> records)
      throws SQLException {
    try {
      Redo redo = new Redo(entries);
      while (entries.hasRemaining()) {
        switch (entries.get()) {
          case CHANGE -> redo.change(connection);
          case RECORD -> records.accept(AuditRecord.owning(redo.bytes()));
          default -> throw new IllegalArgumentException("an entry of an unknown kind");
        }
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("an entry is cut off", e);
    }
  }

  private void change(SqlConnection connection) throws SQLException {
    int count = count();
    List<SecretWrite> writes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      writes.add(write());
    }
    Commit outcome = SecretCommit.of(writes, new Caches(NOTHING, null)).apply(connection);
    if (!(outcome instanceof Commit.Done)) {
      throw new IllegalArgumentException("an entry does not follow what is stored");
    }
  }

  private SecretWrite write() {
    int kind = entries.get();
    Secret secret = SecretRecordReader.read(bytes());
    return switch (kind) {
      case INSERT -> new SecretWrite.Insert(secret, added());
      case UPDATE ->
          new SecretWrite.Update(secret.revised(secret.revision() - 1), added(), numbers());
      case DELETE -> new SecretWrite.Delete(secret);
      default -> throw new IllegalArgumentException("a write of an unknown kind");
    };
  }

  private List<SecretWrite.Added> added() {
    int count = count();
    List<SecretWrite.Added> added = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      added.add(new SecretWrite.Added(entries.getLong(), envelope()));
    }
    return added;
  }

  private Envelope envelope() {
    try {
      return Envelope.parse(bytes());
    } catch (OpenException e) {
      throw new IllegalArgumentException("an envelope is malformed", e);
    }
  }

  private List<Long> numbers() {
    int count = count();
    List<Long> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(entries.getLong());
    }
    return numbers;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[count()];
    entries.get(bytes);
    return bytes;
  }

  /** Nothing has more parts or bytes than there are bytes left. */
  private int count() {
    int count = entries.getInt();
    if (count < 0 || count > entries.remaining()) {
      throw new IllegalArgumentException("an entry is cut off");
    }
    return count;
  }
}
