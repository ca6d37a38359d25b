/**
 * Keeps everything in one SQLite file: one thread writes and flushes for all callers, and readers
 * do not wait for it. The tables are described in {@code docs/formats/sqlite-schema.md}.
 */
@NullMarked
package io.strongroom.store.sqlite;

import org.jspecify.annotations.NullMarked;
