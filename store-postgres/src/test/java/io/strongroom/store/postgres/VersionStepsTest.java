package io.strongroom.store.postgres;

import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.Commit;
import io.strongroom.store.sql.FormatChange;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreOpenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Steps between this release and later ones, with servers at work. */
class VersionStepsTest {
  private static final Planted OURS = new Planted.None();
  private static final Planted NEXT = LaterRelease.by(1);
  private static final int FORMAT = PostgresSchema.of(OURS).format();
  private static final int REQUESTS = 100;

  /** A server that says only once that it is there. */
  private static final Times STILL =
      new Times(
          Duration.ofHours(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(8),
          Duration.ofSeconds(10));

  private static Databases databases;

  private PostgresOptions options;
  private PostgresOptions other;

  @BeforeAll
  static void startServer() {
    databases = Databases.start();
  }

  @AfterAll
  static void stopServer() {
    databases.close();
  }

  @BeforeEach
  void makeAStore() throws StoreOpenException {
    options = databases.fresh();
    other = databases.options(options.url().database(), "node-2");
  }

  private static FormatChange change(int format, int servesFrom, int toFormat, int toServesFrom) {
    return new FormatChange(
        new StoreFormat(format, servesFrom), new StoreFormat(toFormat, toServesFrom));
  }

  private static void assertRefused(String reason, Executable call) {
    String message = String.valueOf(assertThrows(StoreOpenException.class, call).getMessage());
    assertTrue(message.contains(reason), message);
    assertFalse(message.contains("\n"), message);
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = databases.connect(options.url().database());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) {
    databases.execute(options.url().database(), sql);
  }

  private PostgresStore open(PostgresOptions at, Times times, Runnable onSuperseded)
      throws StoreOpenException {
    return PostgresStore.open(
        at, "of-" + at.node(), System::nanoTime, InstantSource.system(), onSuperseded, times, OURS);
  }

  @Test
  @DisplayName("PRM-12: two servers go to the next release and back while no request fails")
  void twoServersGoToTheNextReleaseAndBack() throws Exception {
    try (BalancedServers servers = BalancedServers.start(List.of(options, other))) {
      servers.await(REQUESTS);
      assertEquals(
          change(FORMAT, FORMAT, FORMAT + 1, FORMAT), PostgresUpgrade.migrate(options, null, NEXT));
      servers.await(REQUESTS);
      assertRefused("node-1, node-2", () -> PostgresUpgrade.finalise(options, NEXT));
      for (int number : List.of(0, 1)) {
        servers.restart(number, NEXT);
        servers.await(REQUESTS);
      }
      servers.restart(1, OURS);
      servers.await(REQUESTS);
      assertRefused("first: node-2", () -> PostgresUpgrade.finalise(options, NEXT));
      servers.restart(1, NEXT);
      servers.await(REQUESTS);
      assertEquals(
          change(FORMAT + 1, FORMAT, FORMAT + 1, FORMAT + 1),
          PostgresUpgrade.finalise(options, NEXT));
      servers.await(REQUESTS);
      assertOursIsRefused();
      servers.await(REQUESTS);
      assertEquals(List.of(), servers.stop());
    }
  }

  /** No server of this release leaves a row. */
  private void assertOursIsRefused() throws SQLException {
    String reason = "serves no release before format " + (FORMAT + 1);
    PostgresOptions late = databases.options(options.url().database(), "late");
    assertRefused(reason, () -> Databases.open(late, OURS).close());
    assertRefused(reason, () -> PostgresStore.readHeader(late));
    assertRefused(reason, () -> PostgresUpgrade.readFormat(late));
    assertRefused(reason, () -> PostgresUpgrade.migrate(late, null));
    assertRefused(reason, () -> PostgresUpgrade.finalise(late));
    assertRefused(reason, () -> PostgresCheck.check(late, null));
    assertRefused(reason, () -> PostgresMove.source(late).close());
    assertEquals(0, number("SELECT count(*) FROM node WHERE name = 'late'"));
    assertEquals(FORMAT + 1, number("SELECT format FROM store_header"));
  }

  @Test
  @DisplayName("PRM-12: a server that stood still stores nothing after the step was finalised")
  void aServerThatStoodStillStoresNothing() throws Exception {
    try (PostgresStore still = open(options, STILL, () -> {})) {
      assertInstanceOf(Commit.Done.class, still.commit(inserting(secret("a"))));
      var _ = PostgresUpgrade.migrate(other, null, NEXT);
      assertInstanceOf(Commit.Done.class, still.commit(inserting(secret("b"))));
      assertRefused("first: node-1", () -> PostgresUpgrade.finalise(other, NEXT));
      execute("UPDATE node SET beat = beat - 60000");
      var _ = PostgresUpgrade.finalise(other, NEXT);
      long revision = number("SELECT revision FROM head");
      assertThrows(ServiceException.class, () -> still.commit(inserting(secret("c"))));
      assertEquals(revision, number("SELECT revision FROM head"));
      assertEquals(2, number("SELECT count(*) FROM secret"));
    }
  }

  @Test
  void aServerEndsOnceTheStoreDoesNotServeItsRelease() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    try (PostgresStore store = open(options, Times.defaults(), () -> ended.set(true))) {
      assertTrue(store.membership().isReady());
      execute("UPDATE store_header SET format = %1$d, serves_from = %1$d".formatted(FORMAT + 1));
      for (int i = 0; i < 3_000 && !ended.get(); i++) {
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
      assertTrue(ended.get());
    }
  }

  @Test
  void theNextStepAsksForTheOneBefore() throws Exception {
    var _ = PostgresUpgrade.migrate(options, null, NEXT);
    Planted nextButOne = LaterRelease.by(2);
    try (PostgresStore ours = Databases.open(options, OURS)) {
      assertRefused("stop first: node-1", () -> PostgresUpgrade.migrate(other, null, nextButOne));
      assertEquals(new StoreFormat(FORMAT + 1, FORMAT), PostgresUpgrade.readFormat(other));
      assertInstanceOf(Commit.Done.class, ours.commit(inserting(secret("a"))));
    }
    assertEquals(
        change(FORMAT + 1, FORMAT, FORMAT + 2, FORMAT + 1),
        PostgresUpgrade.migrate(other, null, nextButOne));
  }

  @Test
  void whatTheNextReleaseHasBroughtOnIsNotOursToFinaliseOrMove() throws Exception {
    var _ = PostgresUpgrade.migrate(options, null, NEXT);
    assertEquals(
        change(FORMAT + 1, FORMAT, FORMAT + 1, FORMAT), PostgresUpgrade.migrate(options, null));
    assertRefused("a release of that format finalises", () -> PostgresUpgrade.finalise(options));
    assertRefused("a release of that format moves it", () -> PostgresMove.source(options).close());
    assertTrue(PostgresCheck.check(options, null).problems().isEmpty());
  }

  @Test
  void aStepWaitsForTablesInUseAndKeepsNobodyFromThem() throws Exception {
    try (PostgresStore store = Databases.open(options);
        Connection reader = databases.connect(options.url().database());
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM secret").close();
      CompletableFuture<FormatChange> step = CompletableFuture.supplyAsync(this::migrateToNext);
      for (int i = 0; i < 20; i++) {
        assertInstanceOf(Commit.Done.class, store.commit(inserting(secret("secret-" + i))));
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      assertFalse(step.isDone());
      reader.rollback();
      assertEquals(change(FORMAT, FORMAT, FORMAT + 1, FORMAT), step.get());
    }
  }

  private FormatChange migrateToNext() {
    try {
      return PostgresUpgrade.migrate(other, null, NEXT);
    } catch (StoreOpenException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("PRM-12: a store of the first format is brought to this one when nobody serves it")
  void aStoreOfTheFirstFormatIsBroughtToThisOne() throws Exception {
    options = databases.empty();
    execute(
        Files.readString(
            Path.of("src/main/resources/io/strongroom/store/postgres", "format-1.sql")));
    execute(
        "INSERT INTO store_header VALUES (1, 1, '%s', 'a-root-key', '\\x%s')"
            .formatted(Databases.header().storeId(), "00".repeat(32)));
    assertRefused("run migrate first", () -> Databases.open(options).close());
    execute("INSERT INTO node VALUES ('old', 'x', 9000000000000000, 0)");
    assertRefused("stop first: old", () -> PostgresUpgrade.migrate(options, null));
    execute("DELETE FROM node");
    assertEquals(change(1, 1, FORMAT, FORMAT), PostgresUpgrade.migrate(options, null));
    try (PostgresStore store = Databases.open(options)) {
      assertInstanceOf(Commit.Done.class, store.commit(inserting(secret("a"))));
    }
  }
}
