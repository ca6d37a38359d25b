package io.strongroom.store.postgres;

import io.strongroom.store.postgres.Connections.Opened;
import io.strongroom.store.postgres.DatabaseUrl.Host;
import java.sql.SQLException;

/** Opens connections to the primary that the heart has found, and to no other. */
final class Links {
  private final Connections connections;

  Links(Connections connections) {
    this.connections = connections;
  }

  /**
   * Connects to {@code primary}. Where a balancer leads somewhere else, that is refused: the other
   * server may be a primary of the past that does not know it yet.
   */
  Link open(Primary primary) throws SQLException {
    Opened opened = connections.open(primary.host());
    if (opened.isStandby() || !opened.identity().equals(primary.identity())) {
      opened.connection().close();
      throw new SQLException(primary.host() + " is not the primary any more");
    }
    return connections.link(opened, primary.view());
  }

  /** Connects to what is read: the primary, and nothing else (requirement DBA-7). */
  Link openForReading(Primary primary) throws SQLException {
    if (connections.planted().readsStandby()) {
      for (Host host : connections.hosts()) {
        Opened opened = connections.open(host);
        if (opened.isStandby()) {
          return connections.link(opened, primary.view());
        }
        opened.connection().close();
      }
    }
    return open(primary);
  }
}
