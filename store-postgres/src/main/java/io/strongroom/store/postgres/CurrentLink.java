package io.strongroom.store.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection to the primary of the moment, opened when it is needed. For one thread. */
final class CurrentLink implements AutoCloseable {
  private final Heart heart;
  private final Opening opening;
  private @Nullable Link link;

  /** How a primary is connected to. */
  interface Opening {
    Link open(Primary primary) throws SQLException;
  }

  CurrentLink(Heart heart, Opening opening) {
    this.heart = heart;
    this.opening = opening;
  }

  /** Returns the connection, a new one if the primary is another than before. */
  Link get() throws SQLException {
    Primary primary = heart.primary();
    if (primary == null) {
      throw new SQLException("there is no primary");
    }
    Link now = link;
    if (now == null || now.view() != primary.view()) {
      close();
      now = opening.open(primary);
      link = now;
    }
    return now;
  }

  /** Ends the connection, after a failure or for good. */
  @Override
  public void close() {
    if (link != null) {
      link.close();
      link = null;
    }
  }
}
