package io.strongroom.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.store.postgres.PostgresOptions.Replication;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The one connection that the lease depends on. */
class HeartTest {
  private static final Times SHORT =
      new Times(
          Duration.ofMillis(50),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3));

  /**
   * Else who asks in an old view ends the new one, and asks in what is an old one again: after a
   * slow network a server answered nothing for half a minute, until its database changed.
   */
  @Test
  void whoAsksInAnotherViewDoesNotEndThisOne() throws Exception {
    try (Databases databases = Databases.start()) {
      PostgresOptions plain = databases.fresh();
      PostgresOptions options =
          new PostgresOptions(
              plain.url(),
              null,
              plain.tls(),
              Replication.SYNCHRONOUS,
              plain.node(),
              plain.caches(),
              plain.readers());
      NodeRow node = new NodeRow(options.node(), "a-session", 2);
      Connections connections = new Connections(options, SHORT);
      InstantSource wall = InstantSource.system();
      try (Heart heart =
          new Heart(connections, options, node, SHORT, System::nanoTime, wall, () -> {})) {
        heart.start((view, link) -> {});
        long view = Objects.requireNonNull(heart.primary()).view();
        assertThrows(SQLException.class, () -> heart.prove(view - 1, Long.MAX_VALUE));
        LockSupport.parkNanos(SHORT.heartbeat().multipliedBy(10).toNanos());
        assertEquals(view, Objects.requireNonNull(heart.primary()).view());
      }
    }
  }
}
