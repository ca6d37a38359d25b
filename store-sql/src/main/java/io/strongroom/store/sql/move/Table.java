package io.strongroom.store.sql.move;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the tables that make a store, whatever database it is in.
 *
 * @param title its name
 * @param columns all columns, those of the key first
 * @param keyLength how many columns the key has
 * @param stays whether two rows of one key are the same without a look
 */
record Table(String title, List<Column> columns, int keyLength, boolean stays) {

  /** All of them; what comes first is needed by what comes later. */
  static final List<Table> ALL =
      List.of(
          changing("account", 1, "id", "revision#", "email", "record*"),
          changing("identity", 2, "account", "id", "kind", "name", "record*"),
          changing(
              "access_key",
              1,
              "id",
              "account",
              "owner",
              "status",
              "created#",
              "generation#",
              "sealed*"),
          staying("retired_access_key", 1, "id"),
          changing("last_use", 2, "account", "id", "date#", "region", "service"),
          changing("kms_key", 1, "id", "account", "region", "revision#", "due#", "record*"),
          changing("kms_material", 2, "key_id", "version#", "uses#", "wrapped*"),
          changing("kms_alias", 3, "account", "region", "name", "key_id", "created#", "updated#"),
          staying("function_code_part", 2, "sha256", "part#", "content*"),
          staying("function_code", 1, "sha256", "size#"),
          changing(
              "function",
              3,
              "account",
              "region",
              "name",
              "revision#",
              "code",
              "code_size#",
              "record*"),
          staying("version", 1, "number#", "secret_id*", "envelope*"),
          changing(
              "secret",
              3,
              "account",
              "region",
              "name",
              "id*",
              "revision#",
              "created#",
              "changed#",
              "accessed#",
              "purge#",
              "rotate#",
              "record*"),
          staying("secret_word", 5, "account", "region", "word", "created#", "name"));

  /** How many rows are read at once. Rows of code are large, and only their keys are read so. */
  static final int PAGE = 1_000;

  private static Table changing(String title, int keyLength, String... columns) {
    return new Table(title, Column.all(columns), keyLength, false);
  }

  private static Table staying(String title, int keyLength, String... columns) {
    return new Table(title, Column.all(columns), keyLength, true);
  }

  /**
   * One column.
   *
   * @param type what Java has for it
   */
  record Column(String name, Type type) {
    /** What is in a column. */
    enum Type {
      TEXT,
      NUMBER,
      BYTES
    }

    static List<Column> all(String... texts) {
      return Arrays.stream(texts).map(Column::of).toList();
    }

    private static Column of(String text) {
      String name = text.replaceAll("[#*]$", "");
      return new Column(
          name, text.endsWith("#") ? Type.NUMBER : text.endsWith("*") ? Type.BYTES : Type.TEXT);
    }
  }

  private List<Column> key() {
    return columns.subList(0, keyLength);
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private static String marks(int count) {
    return Stream.generate(() -> "?").limit(count).collect(Collectors.joining(", "));
  }

  /** Selects rows in the order of their keys; only the key where that is all that counts. */
  String select(boolean first, boolean whole) {
    return "SELECT "
        + names(whole ? columns : key())
        + " FROM "
        + title
        + (first ? "" : " WHERE (" + names(key()) + ") > (" + marks(keyLength) + ")")
        + " ORDER BY "
        + names(key())
        + " LIMIT "
        + PAGE;
  }

  /** Selects the row of a key. */
  String find() {
    return "SELECT " + names(columns) + " FROM " + title + where();
  }

  /** Removes the row of a key. */
  String delete() {
    return "DELETE FROM " + title + where();
  }

  private String where() {
    return key().stream()
        .map(column -> column.name() + " = ?")
        .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }

  /** Adds a row. */
  String insert() {
    return "INSERT INTO "
        + title
        + " ("
        + names(columns)
        + ") VALUES ("
        + marks(columns.size())
        + ")";
  }
}
