package io.strongroom.rotators.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.core.secret.SecretValue;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.secret.DatabaseSecret;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The statements for a server that says it is MySQL, in their order, with what is bound to them.
 * Source: reference manual of MySQL 8, Account Management Statements.
 */
class MysqlStatementsTest {
  private final List<String> run = new ArrayList<>();
  private final Map<String, List<List<String>>> answers = new TreeMap<>();
  private final Mysql mysql = Mysql.mysql();

  /** A server that notes statements and answers what was prepared for their first words. */
  private Connection server() {
    return proxy(
        Connection.class,
        (_, method, arguments) ->
            switch (method.getName()) {
              case "getMetaData" -> proxy(DatabaseMetaData.class, (_, _, _) -> "MySQL");
              case "createStatement" -> statement(Statement.class, "");
              case "prepareStatement" ->
                  statement(PreparedStatement.class, String.valueOf(arguments[0]));
              default -> null;
            });
  }

  private <T extends Statement> T statement(Class<T> type, String prepared) {
    List<String> bound = new ArrayList<>();
    return proxy(
        type,
        (_, method, arguments) -> {
          switch (method.getName()) {
            case "setString" -> bound.add(String.valueOf(arguments[1]));
            case "execute", "executeQuery" -> {
              String sql = arguments == null ? prepared : String.valueOf(arguments[0]);
              run.add(bound.isEmpty() ? sql : sql + " <- " + bound);
              return method.getName().equals("execute") ? (Object) true : rows(sql);
            }
            default -> {}
          }
          return null;
        });
  }

  private ResultSet rows(String sql) {
    List<List<String>> found =
        answers.entrySet().stream()
            .filter(answer -> sql.startsWith(answer.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(List.of());
    int[] at = {-1};
    return proxy(
        ResultSet.class,
        (_, method, arguments) ->
            switch (method.getName()) {
              case "next" -> ++at[0] < found.size();
              case "getString" -> found.get(at[0]).get((int) arguments[0] - 1);
              default -> null;
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    return type.cast(proxy);
  }

  private static DatabaseSecret login(String username) {
    String json =
        "{\"engine\":\"mysql\",\"host\":\"db\",\"username\":\"%s\",\"password\":\"new\"}"
            .formatted(username);
    return DatabaseSecret.parse(
        new SecretValue.Text(SensitiveBytes.owning(json.getBytes(UTF_8))),
        "pending",
        Set.of("mysql"));
  }

  private List<String> provide() throws SQLException {
    try (DatabaseSecret pending = login("app_clone")) {
      mysql.provideUser(
          server(), "app@10.%", pending, () -> SensitiveBytes.owning("interim".getBytes(UTF_8)));
    }
    return run;
  }

  @Test
  void aUserChangesItsOwnPassword() throws SQLException {
    try (DatabaseSecret pending = login("app")) {
      mysql.changeOwnPassword(server(), pending);
    }
    assertEquals(
        List.of(
            "SET sql_mode = '', sql_quote_show_create = 1",
            "ALTER USER USER() IDENTIFIED BY ? <- [new]"),
        run);
  }

  @Test
  void aNewUserGetsItsRightsAndThenItsPassword() throws SQLException {
    answers.put(
        "SELECT plugin",
        List.of(List.of("caching_sha2_password", "ANY", "", "", "", "1", "2", "3", "4")));
    answers.put(
        "SHOW GRANTS",
        List.of(
            List.of("GRANT USAGE ON *.* TO `app`@`10.%`"),
            List.of("GRANT `reader`@`%` TO `app`@`10.%`")));
    answers.put("SELECT DEFAULT_ROLE", List.of(List.of("reader", "%"), List.of("other", "h")));
    assertEquals(
        List.of(
            "SET sql_mode = '', sql_quote_show_create = 1",
            "SELECT plugin, ssl_type, ssl_cipher, x509_issuer, x509_subject, max_questions,"
                + " max_updates, max_connections, max_user_connections FROM mysql.user"
                + " WHERE User = ? AND Host = ? <- [app, 10.%]",
            "SELECT 1 FROM mysql.user WHERE User = ? AND Host = ? <- [app_clone, 10.%]",
            "CREATE USER 'app_clone'@'10.%' IDENTIFIED WITH `caching_sha2_password` BY ?"
                + " <- [interim]",
            "SHOW GRANTS FOR 'app'@'10.%'",
            "GRANT `reader`@`%` TO 'app_clone'@'10.%'",
            "SELECT DEFAULT_ROLE_USER, DEFAULT_ROLE_HOST FROM mysql.default_roles"
                + " WHERE USER = ? AND HOST = ? <- [app, 10.%]",
            "SET DEFAULT ROLE 'reader'@'%', 'other'@'h' TO 'app_clone'@'10.%'",
            "ALTER USER 'app_clone'@'10.%' REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 1"
                + " MAX_UPDATES_PER_HOUR 2 MAX_CONNECTIONS_PER_HOUR 3 MAX_USER_CONNECTIONS 4",
            "ALTER USER 'app_clone'@'10.%' IDENTIFIED WITH `caching_sha2_password` BY ?"
                + " <- [new]"),
        provide());
  }

  @Test
  void aUserThatIsThereIsNotMadeAgain() throws SQLException {
    answers.put(
        "SELECT plugin",
        List.of(List.of("", "SPECIFIED", "", "/CN=ca's", "/CN=\"app\"", "0", "0", "0", "0")));
    answers.put("SELECT 1", List.of(List.of("1")));
    assertEquals(
        List.of(
            "SHOW GRANTS FOR 'app'@'10.%'",
            "SELECT DEFAULT_ROLE_USER, DEFAULT_ROLE_HOST FROM mysql.default_roles"
                + " WHERE USER = ? AND HOST = ? <- [app, 10.%]",
            "ALTER USER 'app_clone'@'10.%' REQUIRE ISSUER '/CN=ca''s' SUBJECT"
                + " '/CN=\\\"app\\\"' WITH MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0"
                + " MAX_CONNECTIONS_PER_HOUR 0 MAX_USER_CONNECTIONS 0",
            "ALTER USER 'app_clone'@'10.%' IDENTIFIED BY ? <- [new]"),
        provide().subList(3, 7));
  }
}
