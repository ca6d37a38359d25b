package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Unsettled;

/**
 * What changes of a store go through.
 *
 * @param connection the one that writes
 * @param directory where everything lies
 * @param journal what keeps changes until they are in the database
 * @param outbox the records that wait to be taken into the audit log
 * @param unsettled what readers of the database do not see yet
 * @param reserve the space that is kept back
 */
record StoreParts(
    SqliteConnection connection,
    StoreDirectory directory,
    Journal journal,
    FileOutbox outbox,
    Unsettled unsettled,
    Reserve reserve) {}
