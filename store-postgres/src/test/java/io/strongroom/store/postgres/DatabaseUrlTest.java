package io.strongroom.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.store.postgres.DatabaseUrl.Host;
import io.strongroom.store.postgres.PostgresOptions.Replication;
import io.strongroom.store.sql.CacheSizes;
import io.strongroom.store.sql.StoreOpenException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the URL of a database may be. */
class DatabaseUrlTest {

  @Test
  void hostsHavePortsOrTheUsualOne() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://app@one:5433,two,[::1]:7/secrets");
    assertEquals("app", url.user());
    assertEquals("secrets", url.database());
    assertEquals(
        List.of(new Host("one", 5433), new Host("two", 5432), new Host("[::1]", 7)), url.hosts());
    assertEquals("postgres://app@one:5433,two:5432,[::1]:7/secrets", url.toString());
    assertEquals(url, DatabaseUrl.parse("postgresql://app@one:5433,two,[::1]:7/secrets"));
  }

  @Test
  void theMachineItselfIsRecognised() {
    assertTrue(DatabaseUrl.parse("postgres://a@localhost,127.0.0.1:1,[::1]/b").isLoopback());
    assertFalse(DatabaseUrl.parse("postgres://a@localhost,db.example.com/b").isLoopback());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "postgres://host/database",
        "postgres://a:secret@host/database",
        "postgres://a@host",
        "postgres://a@host/",
        "postgres://a@/b",
        "postgres://a@host:0/b",
        "postgres://a@host:65536/b",
        "postgres://a@host:99999999999/b",
        "postgres://a@host,/b",
        "postgres://a@host/b?sslmode=disable",
        "postgres://a@host/b#c",
        "mysql://a@host/b",
        "jdbc:postgresql://a@host/b"
      })
  void everythingElseIsRefusedInOneLine(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(text));
    assertEquals(1, String.valueOf(refused.getMessage()).lines().count());
    assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
  }

  @Test
  void whatEachHostAnsweredIsTold() {
    PostgresOptions options =
        new PostgresOptions(
            DatabaseUrl.parse("postgres://a@127.0.0.1:1,localhost:2/b"),
            null,
            new PostgresOptions.Tls.Off(),
            Replication.NONE,
            "node",
            CacheSizes.defaults(),
            1);
    StoreOpenException refused =
        assertThrows(StoreOpenException.class, () -> PostgresStore.readHeader(options));
    String told = String.valueOf(refused.getMessage());
    assertTrue(told.contains("127.0.0.1:1: "), told);
    assertTrue(told.contains("localhost:2: "), told);
    assertEquals(1, told.lines().count());
  }
}
