package io.strongroom.store.sql;

import io.strongroom.core.store.Scan;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement of one list, with its parameters. Each order has an index that begins with account
 * and region and goes on with sort key, name and purge date, so that a page costs the same wherever
 * it begins; row values compare key and name in one go.
 */
public final class ScanSql {

  /** So many names with a prefix are rather sorted than sought among all names in order. */
  static final int NARROW = 1_000;

  /** Behind every name that begins so: larger than all characters of names. */
  private static final String LAST = "\uDBFF\uDFFF";

  private final Scan scan;
  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  private ScanSql(Scan scan) {
    this.scan = scan;
  }

  /** Tells whether it is worth asking how many names begin so. */
  public static boolean canBeNarrow(Scan scan) {
    return !scan.namePrefix().isEmpty() && scan.sortBy() != Scan.SortBy.NAME;
  }

  /** Counts the names that begin so, up to one more than {@link #NARROW}. */
  public static ScanSql count(Scan scan) {
    ScanSql sql = new ScanSql(scan);
    sql.text.append("SELECT count(*) FROM (SELECT 1 FROM secret");
    sql.where();
    sql.nameRange(scan.namePrefix(), scan.namePrefix() + LAST);
    sql.text.append(" LIMIT ").append(NARROW + 1).append(") AS named");
    return sql;
  }

  /** Sort key, name and whether it is deleted, from the index of the order. */
  public static ScanSql ordered(Scan scan) {
    ScanSql sql = new ScanSql(scan);
    sql.text.append("SELECT ").append(sql.key()).append(", name, purge IS NOT NULL FROM secret");
    sql.inOrder();
    return sql;
  }

  /** The same as {@link #ordered} by way of the index of names, for few of them. */
  public static ScanSql narrow(Scan scan) {
    ScanSql sql = new ScanSql(scan);
    sql.text.append("SELECT ").append(sql.key()).append(", name, purge IS NOT NULL FROM secret");
    sql.where();
    sql.nameRange(scan.namePrefix(), scan.namePrefix() + LAST);
    // Both pluses keep the index of this order out.
    sql.after("+" + sql.key());
    sql.deletions();
    sql.text.append(" ORDER BY +").append(sql.key()).append(sql.direction());
    sql.text.append(", name").append(sql.direction());
    return sql;
  }

  /**
   * Counts rows with words of one list of the scan, up to one more than {@link #NARROW}. The list
   * has at least one beginning.
   */
  public static ScanSql countHolding(Scan scan, List<String> beginnings) {
    ScanSql sql = new ScanSql(scan);
    sql.text.append("SELECT count(*) FROM (");
    sql.holding("SELECT 1", " UNION ALL ", beginnings);
    sql.text.append(" LIMIT ").append(NARROW + 1).append(") AS held");
    return sql;
  }

  /** The same as {@link #ordered} by way of the index of words, for few that hold some. */
  public static ScanSql holding(Scan scan, List<String> beginnings) {
    ScanSql sql = new ScanSql(scan);
    sql.text.append("SELECT ").append(sql.key()).append(", s.name, purge IS NOT NULL FROM (");
    sql.holding("SELECT DISTINCT name", " UNION ", beginnings);
    // CROSS JOIN keeps the order of the two.
    sql.text.append(") AS held CROSS JOIN secret AS s");
    sql.text.append(" WHERE s.account = ? AND s.region = ? AND s.name = held.name");
    sql.parameters.add(scan.account().digits());
    sql.parameters.add(scan.region().name());
    if (!scan.namePrefix().isEmpty()) {
      sql.text.append(" AND s.name >= ? AND s.name < ?");
      sql.parameters.add(scan.namePrefix());
      sql.parameters.add(scan.namePrefix() + LAST);
    }
    sql.after("+" + sql.key(), "s.name");
    sql.deletions();
    sql.text.append(" ORDER BY ");
    if (scan.sortBy() != Scan.SortBy.NAME) {
      sql.text.append('+').append(sql.key()).append(sql.direction()).append(", ");
    }
    sql.text.append("s.name").append(sql.direction());
    return sql;
  }

  /** One select for each beginning, so that each is a stretch of the index. */
  private void holding(String select, String between, List<String> beginnings) {
    String next = "";
    for (String beginning : beginnings) {
      text.append(next).append(select).append(" FROM secret_word WHERE account = ?");
      text.append(" AND region = ? AND word >= ? AND word < ?");
      parameters.add(scan.account().digits());
      parameters.add(scan.region().name());
      parameters.add(beginning);
      parameters.add(beginning + LAST);
      next = between;
    }
  }

  /** Whole rows in order: id, account, region, name, revision and record. */
  public static ScanSql whole(Scan scan) {
    ScanSql sql = new ScanSql(scan);
    sql.text.append("SELECT id, account, region, name, revision, record FROM secret");
    sql.inOrder();
    return sql;
  }

  /** Returns the statement. */
  public String text() {
    return text.toString();
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
  }

  private void inOrder() {
    where();
    if (scan.sortBy() == Scan.SortBy.NAME) {
      nameRangeAfter();
    } else {
      if (!scan.namePrefix().isEmpty()) {
        // A function of the name, so that its index is not taken in place of the order's.
        text.append(" AND substr(name, 1, ?) = ?");
        parameters.add(scan.namePrefix().length());
        parameters.add(scan.namePrefix());
      }
      after(key());
    }
    deletions();
    text.append(" ORDER BY ");
    if (scan.sortBy() != Scan.SortBy.NAME) {
      text.append(key()).append(direction()).append(", ");
    }
    text.append("name").append(direction());
  }

  private void where() {
    text.append(" WHERE account = ? AND region = ?");
    parameters.add(scan.account().digits());
    parameters.add(scan.region().name());
  }

  private void nameRange(String from, String before) {
    text.append(" AND name >= ? AND name < ?");
    parameters.add(from);
    parameters.add(before);
  }

  /** One lower and one upper bound of the names, whichever of prefix and position is closer. */
  private void nameRangeAfter() {
    String from = scan.namePrefix();
    String before = scan.namePrefix() + LAST;
    String after = scan.after() == null ? null : scan.after().name();
    if (after == null) {
      nameRange(from, before);
    } else if (!isAscending()) {
      nameRange(from, after.compareTo(before) < 0 ? after : before);
    } else if (after.compareTo(from) < 0) {
      nameRange(from, before);
    } else {
      text.append(" AND name > ? AND name < ?");
      parameters.add(after);
      parameters.add(before);
    }
  }

  private void after(String key) {
    after(key, "name");
  }

  private void after(String key, String name) {
    Scan.Position after = scan.after();
    if (after != null) {
      text.append(" AND (").append(key).append(", ").append(name).append(") ");
      text.append(isAscending() ? '>' : '<').append(" (?, ?)");
      parameters.add(after.key());
      parameters.add(after.name());
    }
  }

  private void deletions() {
    if (scan.deletions() == Scan.Deletions.LEFT_OUT) {
      text.append(" AND purge IS NULL");
    }
  }

  private boolean isAscending() {
    return scan.direction() == Scan.Direction.ASCENDING;
  }

  private String direction() {
    return isAscending() ? " ASC" : " DESC";
  }

  /** The column of the sort key; the key of the order by name is the same for all. */
  private String key() {
    return switch (scan.sortBy()) {
      case CREATED -> "created";
      case CHANGED -> "changed";
      case ACCESSED -> "accessed";
      case NAME -> "0";
    };
  }
}
