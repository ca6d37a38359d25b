package io.strongroom.store.sql.move;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that make a store, whatever database it is in. A row is compared by its key; what
 * comes first here is needed by what comes later.
 */
enum Table {
  ACCOUNT("account", List.of("id"), Values.CHANGE, "revision#", "email", "record*"),
  IDENTITY("identity", List.of("account", "id"), Values.CHANGE, "kind", "name", "record*"),
  ACCESS_KEY(
      "access_key",
      List.of("id"),
      Values.CHANGE,
      "account",
      "owner",
      "status",
      "created#",
      "generation#",
      "sealed*"),
  RETIRED_ACCESS_KEY("retired_access_key", List.of("id"), Values.STAY),
  LAST_USE("last_use", List.of("account", "id"), Values.CHANGE, "date#", "region", "service"),
  KMS_KEY(
      "kms_key", List.of("id"), Values.CHANGE, "account", "region", "revision#", "due#", "record*"),
  KMS_MATERIAL("kms_material", List.of("key_id", "version#"), Values.CHANGE, "uses#", "wrapped*"),
  KMS_ALIAS(
      "kms_alias",
      List.of("account", "region", "name"),
      Values.CHANGE,
      "key_id",
      "created#",
      "updated#"),
  FUNCTION_CODE_PART("function_code_part", List.of("sha256", "part#"), Values.STAY, "content*"),
  FUNCTION_CODE("function_code", List.of("sha256"), Values.STAY, "size#"),
  FUNCTION(
      "function",
      List.of("account", "region", "name"),
      Values.CHANGE,
      "revision#",
      "code",
      "code_size#",
      "record*"),
  VERSION("version", List.of("number#"), Values.STAY, "secret_id*", "envelope*"),
  SECRET(
      "secret",
      List.of("account", "region", "name"),
      Values.CHANGE,
      "id*",
      "revision#",
      "created#",
      "changed#",
      "accessed#",
      "purge#",
      "rotate#",
      "record*");

  /** Whether what is found by a key can become something else. */
  private enum Values {
    CHANGE,
    STAY
  }

  /** How many bytes of rows are read at once, about: rows of code are large. */
  private static final int PAGE = 1_000;

  private static final int PAGE_OF_CODE = 4;

  private final String title;
  private final List<Column> key;
  private final List<Column> columns;
  private final Values values;

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

    static Column of(String text) {
      String name = text.replaceAll("[#*]$", "");
      return new Column(
          name, text.endsWith("#") ? Type.NUMBER : text.endsWith("*") ? Type.BYTES : Type.TEXT);
    }
  }

  Table(String title, List<String> key, Values values, String... others) {
    this.title = title;
    this.key = key.stream().map(Column::of).toList();
    this.values = values;
    this.columns = Stream.concat(key.stream(), Arrays.stream(others)).map(Column::of).toList();
  }

  /** Returns the name of the table. */
  String title() {
    return title;
  }

  /** Returns all columns, those of the key first. */
  List<Column> columns() {
    return columns;
  }

  /** Returns how many columns the key has. */
  int keyLength() {
    return key.size();
  }

  /** Tells whether two rows of one key are the same without a look. */
  boolean stays() {
    return values == Values.STAY;
  }

  /** Returns how many rows are read at once. */
  int page() {
    return this == FUNCTION_CODE_PART ? PAGE_OF_CODE : PAGE;
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
        + names(whole ? columns : key)
        + " FROM "
        + title
        + (first ? "" : " WHERE (" + names(key) + ") > (" + marks(key.size()) + ")")
        + " ORDER BY "
        + names(key)
        + " LIMIT "
        + page();
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
    return key.stream()
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
