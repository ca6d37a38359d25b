package io.strongroom.store.sql;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Scan;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists secrets in order.
 *
 * <p>The quick way takes names in order from an index, which holds all that decides, and the
 * secrets themselves from memory. A secret may have changed between the two steps. If that moves it
 * in the list, or if a record is damaged, the list is made once more the slow way, in one statement
 * that sees one state of everything.
 */
final class Listing {
  private final Readers readers;
  private final Function<Place, @Nullable Secret> find;

  /** A secret's place in the list. */
  private record Entry(long key, String name, boolean deleted) {}

  /** Reads by {@code readers}, and single secrets by {@code find}. */
  Listing(Readers readers, Function<Place, @Nullable Secret> find) {
    this.readers = readers;
    this.find = find;
  }

  List<Secret> list(Scan scan) {
    List<Secret> quick = resolve(scan, readers.read(connection -> entries(connection, scan)));
    return quick != null ? quick : readers.read(connection -> secrets(connection, scan));
  }

  private static List<Entry> entries(SqlConnection connection, Scan scan) throws SQLException {
    for (List<String> beginnings : scan.words()) {
      if (beginnings.isEmpty()) {
        return List.of();
      }
      if (isNarrow(connection, ScanSql.countHolding(scan, beginnings))) {
        return entries(connection, ScanSql.holding(scan, beginnings), scan.limit());
      }
    }
    boolean narrow = ScanSql.canBeNarrow(scan) && isNarrow(connection, ScanSql.count(scan));
    ScanSql sql = narrow ? ScanSql.narrow(scan) : ScanSql.ordered(scan);
    return entries(connection, sql, scan.limit());
  }

  private static List<Entry> entries(SqlConnection connection, ScanSql sql, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(sql.text());
    sql.bind(select);
    List<Entry> entries = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (entries.size() < limit && row.next()) {
        entries.add(new Entry(row.getLong(1), row.getString(2), row.getBoolean(3)));
      }
    }
    return entries;
  }

  private static boolean isNarrow(SqlConnection connection, ScanSql sql) throws SQLException {
    PreparedStatement select = connection.prepare(sql.text());
    sql.bind(select);
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getLong(1) <= ScanSql.NARROW;
    }
  }

  /** Returns the secrets of all entries, or null if one is not as its entry says. */
  private @Nullable List<Secret> resolve(Scan scan, List<Entry> entries) {
    List<Secret> secrets = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Secret secret;
      try {
        SecretName name = new SecretName(entry.name());
        secret = find.apply(new Place(scan.account(), scan.region(), name));
      } catch (ServiceException | IllegalArgumentException e) {
        return null;
      }
      if (secret == null
          || scan.sortBy().keyOf(secret) != entry.key()
          || secret.isDeleted() != entry.deleted()) {
        return null;
      }
      secrets.add(secret);
    }
    return secrets;
  }

  /** A damaged secret is left out, so that it does not hide all others (requirement PRM-8). */
  private static List<Secret> secrets(SqlConnection connection, Scan scan) throws SQLException {
    ScanSql sql = ScanSql.whole(scan);
    PreparedStatement select = connection.prepare(sql.text());
    sql.bind(select);
    List<Secret> secrets = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (secrets.size() < scan.limit() && row.next()) {
        Secret secret = wholeOrNull(row);
        if (secret != null) {
          secrets.add(secret);
        }
      }
    }
    return secrets;
  }

  /** Reads id, account, region, name, revision and record. */
  static @Nullable Secret wholeOrNull(ResultSet row) throws SQLException {
    try {
      Place place = Rows.place(row, 2);
      return Rows.secret(place, row.getBytes(1), row.getLong(5), row.getBytes(6));
    } catch (IllegalArgumentException | NullPointerException e) {
      String where = row.getString(2) + "/" + row.getString(3) + "/" + row.getString(4);
      var _ = Failures.damaged("the record of secret " + where, e);
      return null;
    }
  }
}
