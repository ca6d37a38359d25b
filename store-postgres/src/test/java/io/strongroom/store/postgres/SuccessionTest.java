package io.strongroom.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.store.postgres.DatabaseUrl.Host;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long changes are kept back on a new primary. */
@DisplayName("DBA-8: no change is acknowledged while others may read from an earlier primary")
class SuccessionTest {
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final NodeRow NODE = new NodeRow("node-1", "a-session", 2);

  private final AtomicLong now = new AtomicLong(1);
  private Databases databases;
  private PostgresOptions options;
  private Link link;

  @BeforeEach
  void open() throws Exception {
    databases = Databases.start();
    options = databases.fresh();
    hear("node-2", 100);
    link = link(options);
  }

  @AfterEach
  void close() {
    link.close();
    databases.close();
  }

  private static Link link(PostgresOptions options) throws SQLException {
    Connections connections = new Connections(options, Times.defaults());
    return connections.link(connections.open(options.url().hosts().getFirst()), 1);
  }

  private Succession succession(PostgresOptions of) {
    return new Succession(new Connections(of, Times.defaults()), NODE, LEASE, now::get);
  }

  /** Notes when a server was heard of last. */
  private void hear(String name, long beat) {
    databases.execute(
        options.url().database(),
        "INSERT INTO node (name, session, beat, exported) VALUES ('%s', 's', %d, 0)"
                .formatted(name, beat)
            + " ON CONFLICT (name) DO UPDATE SET beat = excluded.beat");
  }

  private Host host() {
    return options.url().hosts().getFirst();
  }

  private long noted() throws SQLException {
    return link.number("SELECT timeline FROM head");
  }

  @Test
  void aNewTimelineWaitsForOneLease() throws SQLException {
    Succession first = succession(options);
    first.found(link, host());
    assertEquals(LEASE.toNanos(), first.waiting());
    first.settle(link);
    assertEquals(LEASE.toNanos(), first.waiting());
    assertEquals(0, noted());
    now.addAndGet(LEASE.toNanos());
    first.settle(link);
    assertEquals(1, noted());
  }

  @Test
  void aTimelineThatIsNotedIsNotWaitedFor() throws SQLException {
    databases.execute(options.url().database(), "UPDATE head SET timeline = 1");
    Succession later = succession(options);
    later.found(link, host());
    assertEquals(0, later.waiting());
  }

  @Test
  void onceAllOthersHaveComeNobodyWaits() throws SQLException {
    hear("node-3", 200);
    Succession first = succession(options);
    first.found(link, host());
    hear("node-2", 101);
    first.settle(link);
    assertEquals(LEASE.toNanos(), first.waiting());
    hear("node-3", 201);
    first.settle(link);
    assertEquals(0, first.waiting());
    assertEquals(1, noted());
  }

  @Test
  void whereAllOtherHostsRefuseNobodyWaits() throws SQLException {
    Host refusing = new Host("127.0.0.1", 1);
    PostgresOptions two =
        new PostgresOptions(
            new DatabaseUrl("postgres", List.of(host(), refusing), options.url().database()),
            null,
            options.tls(),
            options.replication(),
            options.node(),
            options.caches(),
            options.readers());
    Succession first = succession(two);
    first.found(link, host());
    for (int i = 0; i < 500 && first.waiting() > 0; i++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertTrue(first.waiting() <= 0);
  }
}
