/**
 * Keeps everything in PostgreSQL, for any number of servers at once. One server commits at a time,
 * and each knows by a number in the database whether what it holds in memory is what was last
 * acknowledged anywhere. The tables are described in {@code docs/formats/postgres-schema.md}.
 */
@NullMarked
package io.strongroom.store.postgres;

import org.jspecify.annotations.NullMarked;
