package io.strongroom.store.sql;

import io.strongroom.core.function.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The code of functions, in parts of {@value #PART} bytes, each stored in a commit of its own: one
 * of all of it would keep others waiting. The row of the code comes last and says that it is whole.
 * What an upload left behind that came to nothing goes when the store is opened.
 */
public final class FunctionCodes {

  /** How long each part is but the last, in bytes. */
  static final int PART = 1 << 20;

  private final Commits commits;
  private final Readers readers;

  FunctionCodes(Commits commits, Readers readers) {
    this.commits = commits;
    this.readers = readers;
  }

  void put(Code code, InputStream content) throws IOException {
    if (readers.read(connection -> isThere(connection, code))) {
      return;
    }
    long size = 0;
    int part = 0;
    for (byte[] next = content.readNBytes(PART);
        next.length > 0 && size <= code.size();
        next = content.readNBytes(PART)) {
      var _ = commits.commit(new PutPart(code, part++, next));
      size += next.length;
    }
    if (size != code.size()) {
      drop(code);
      throw new IOException("the code has another size");
    }
    var _ = commits.commit(new PutWhole(code));
  }

  void drop(Code code) {
    var _ = commits.commit(new Drop(code));
  }

  boolean read(Code code, OutputStream out) throws IOException {
    if (!readers.read(connection -> isThere(connection, code))) {
      return false;
    }
    long parts = (code.size() + PART - 1) / PART;
    for (int part = 0; part < parts; part++) {
      int number = part;
      byte[] content = readers.read(connection -> part(connection, code, number));
      if (content == null) {
        throw new IOException("the code was removed while it was read");
      }
      out.write(content);
    }
    return true;
  }

  static boolean isThere(SqlConnection connection, Code code) throws SQLException {
    return count(connection, FunctionSql.HAS_CODE, code.sha256()) > 0;
  }

  static byte @Nullable [] part(SqlConnection connection, Code code, int part) throws SQLException {
    PreparedStatement select = connection.prepare(FunctionSql.PART);
    select.setString(1, code.sha256());
    select.setInt(2, part);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }

  /** Forgets code, whole or not, that no function names. */
  static void dropUnnamed(SqlConnection connection, String sha256) throws SQLException {
    if (count(connection, FunctionSql.NAMED, sha256) > 0) {
      return;
    }
    for (String sql : new String[] {FunctionSql.DELETE_CODE, FunctionSql.DELETE_PARTS}) {
      PreparedStatement delete = connection.prepare(sql);
      delete.setString(1, sha256);
      delete.executeUpdate();
    }
  }

  /** Forgets all code that no function names, while nobody is uploading any. */
  public static void sweep(SqlConnection connection) throws SQLException {
    connection.prepare(FunctionSql.DELETE_UNNAMED_CODES).executeUpdate();
    connection.prepare(FunctionSql.DELETE_UNNAMED_PARTS).executeUpdate();
  }

  private static long count(SqlConnection connection, String sql, String sha256)
      throws SQLException {
    PreparedStatement select = connection.prepare(sql);
    select.setString(1, sha256);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record PutPart(Code code, int part, byte[] content) implements GroupTask<Boolean> {
    @Override
    public Boolean apply(SqlConnection connection) throws SQLException {
      PreparedStatement insert = connection.prepare(FunctionSql.INSERT_PART);
      insert.setString(1, code.sha256());
      insert.setInt(2, part);
      insert.setBytes(3, content);
      insert.executeUpdate();
      return true;
    }

    @Override
    public void publish(Boolean outcome) {}
  }

  /** Another upload of the same code may have come to nothing meanwhile, and taken parts along. */
  private record PutWhole(Code code) implements GroupTask<Boolean> {
    @Override
    public Boolean apply(SqlConnection connection) throws SQLException {
      long parts = (code.size() + PART - 1) / PART;
      if (count(connection, FunctionSql.COUNT_PARTS, code.sha256()) != parts) {
        return false;
      }
      PreparedStatement insert = connection.prepare(FunctionSql.INSERT_CODE);
      insert.setString(1, code.sha256());
      insert.setLong(2, code.size());
      insert.executeUpdate();
      return true;
    }

    @Override
    public void publish(Boolean outcome) {}
  }

  private record Drop(Code code) implements GroupTask<Boolean> {
    @Override
    public Boolean apply(SqlConnection connection) throws SQLException {
      dropUnnamed(connection, code.sha256());
      return true;
    }

    @Override
    public boolean freesSpace() {
      return true;
    }

    @Override
    public void publish(Boolean outcome) {}
  }
}
