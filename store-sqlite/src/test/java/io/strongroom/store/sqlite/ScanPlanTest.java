package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.store.Scan;
import io.strongroom.core.store.Scan.Deletions;
import io.strongroom.core.store.Scan.Direction;
import io.strongroom.core.store.Scan.SortBy;
import io.strongroom.store.sql.KeySql;
import io.strongroom.store.sql.ScanSql;
import io.strongroom.store.sql.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each statement takes the index that was made for it, so that a page costs the same anywhere. */
class ScanPlanTest {
  private static final String SORTING = "TEMP B-TREE";

  private SqliteConnection connection = unopened();

  @SuppressWarnings("NullAway") // JUnit calls open before anything looks
  private static SqliteConnection unopened() {
    return null;
  }

  @BeforeEach
  void open() throws SQLException {
    connection = SqliteConnection.memory();
    Schema.current().createTables(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private String plan(String sql) throws SQLException {
    PreparedStatement explain = connection.prepare("EXPLAIN QUERY PLAN " + sql);
    StringBuilder plan = new StringBuilder();
    try (ResultSet row = explain.executeQuery()) {
      while (row.next()) {
        plan.append(row.getString("detail")).append('\n');
      }
    }
    return plan.toString();
  }

  private static List<Scan> scans() {
    List<Scan> scans = new ArrayList<>();
    List<Scan.@Nullable Position> positions = new ArrayList<>();
    positions.add(null);
    positions.add(new Scan.Position(5, "m"));
    for (SortBy sortBy : SortBy.values()) {
      for (Direction direction : Direction.values()) {
        for (Deletions deletions : Deletions.values()) {
          for (String prefix : List.of("", "app/")) {
            for (Scan.Position after : positions) {
              scans.add(new Scan(ACCOUNT, REGION, prefix, deletions, sortBy, direction, after, 10));
            }
          }
        }
      }
    }
    return scans;
  }

  private static String indexOf(SortBy sortBy) {
    return switch (sortBy) {
      case CREATED -> "secret_by_created";
      case CHANGED -> "secret_by_changed";
      case ACCESSED -> "secret_by_accessed";
      case NAME -> "secret_by_name";
    };
  }

  @Test
  void everyOrderIsReadFromItsIndexWithoutSorting() throws SQLException {
    for (Scan scan : scans()) {
      for (String sql : List.of(ScanSql.ordered(scan).text(), ScanSql.whole(scan).text())) {
        String plan = plan(sql);
        assertTrue(plan.contains(indexOf(scan.sortBy())), sql + "\n" + plan);
        assertFalse(plan.contains(SORTING), sql + "\n" + plan);
        assertFalse(plan.contains("SCAN"), sql + "\n" + plan);
      }
    }
  }

  @Test
  void aPositionIsSoughtAndNotCountedOff() throws SQLException {
    for (Scan scan : scans()) {
      if (scan.after() != null && scan.sortBy() != SortBy.NAME) {
        String plan = plan(ScanSql.ordered(scan).text());
        assertTrue(plan.contains("(account=? AND region=? AND ("), plan);
      }
    }
  }

  @Test
  void theOrdersByDateNeedNoRows() throws SQLException {
    for (Scan scan : scans()) {
      if (scan.sortBy() != SortBy.NAME) {
        String plan = plan(ScanSql.ordered(scan).text());
        assertTrue(plan.contains("COVERING INDEX"), plan);
      }
    }
  }

  @Test
  void fewNamesAreTakenFromTheIndexOfNamesAndSorted() throws SQLException {
    for (Scan scan : scans()) {
      if (ScanSql.canBeNarrow(scan)) {
        assertTrue(plan(ScanSql.count(scan).text()).contains("COVERING INDEX secret_by_name"));
        String plan = plan(ScanSql.narrow(scan).text());
        assertTrue(plan.contains("secret_by_name"), plan);
        assertTrue(plan.contains(SORTING), plan);
      }
    }
  }

  @Test
  void fewSecretsWithAWordAreTakenFromTheIndexOfWords() throws Exception {
    for (Scan scan : scans()) {
      for (List<String> words : List.of(List.of("a"), List.of("a", "b", "c"))) {
        String count = plan(ScanSql.countHolding(scan, words).text());
        assertTrue(count.contains("secret_word"), count);
        assertFalse(count.contains("SCAN secret"), count);
        String plan = plan(ScanSql.holding(scan, words).text());
        assertTrue(plan.contains("SEARCH secret_word USING PRIMARY KEY (account=? AND"), plan);
        assertTrue(plan.contains("SEARCH s USING INDEX secret_by_name"), plan);
        assertFalse(plan.contains("SCAN secret"), plan);
      }
    }
  }

  @Test
  void allOtherStatementsUseAnIndexToo() throws SQLException {
    for (String sql :
        List.of(
            Sql.FIND_SECRET,
            Sql.REVISION_OF_ID,
            Sql.IS_NAME_TAKEN,
            Sql.UPDATE_SECRET_IN_PLACE,
            Sql.UPDATE_SECRET,
            Sql.DELETE_SECRET,
            Sql.DUE,
            Sql.FIND_ENVELOPE,
            Sql.FIND_VERSION,
            Sql.DELETE_VERSION,
            KeySql.ALIASES_OF_KEY,
            KeySql.FIND_KEY)) {
      String plan = plan(sql);
      assertTrue(plan.contains("SEARCH"), sql + "\n" + plan);
      assertFalse(plan.contains("SCAN"), sql + "\n" + plan);
      assertFalse(plan.contains(SORTING), sql + "\n" + plan);
    }
  }
}
