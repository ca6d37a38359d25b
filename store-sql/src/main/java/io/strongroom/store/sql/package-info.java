/**
 * What stores in SQL databases have in common: statements, rows, what is kept in memory of them,
 * and what a commit does. Each statement is in words that SQLite and PostgreSQL both understand;
 * how connections, transactions and flushes work is each store's own.
 */
@NullMarked
package io.strongroom.store.sql;

import org.jspecify.annotations.NullMarked;
