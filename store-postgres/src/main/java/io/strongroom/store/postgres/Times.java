package io.strongroom.store.postgres;

import java.time.Duration;

/**
 * The times that a server and its database are held to.
 *
 * @param heartbeat how often a server commits that it is there (requirement DBA-8)
 * @param lease how long after such a commit began reads are answered
 * @param answer how long an answer of the database is waited for before the connection is dropped;
 *     that is the watchdog of commits as well, which are never cancelled (DBA-4)
 * @param connect how long a connection may take to come about
 * @param patience how long a call waits for the database to come back
 * @param duty how long the tasks of the background stay with a server that is not heard of
 */
record Times(
    Duration heartbeat,
    Duration lease,
    Duration answer,
    Duration connect,
    Duration patience,
    Duration duty) {

  /** Returns a heartbeat each second, a lease of five and a watchdog of ten. */
  static Times defaults() {
    return new Times(
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(3),
        Duration.ofSeconds(8),
        Duration.ofSeconds(10));
  }
}
