/**
 * Moves a store from one database to another, whichever both are: row by row, again and again,
 * until there is no difference.
 */
@NullMarked
package io.strongroom.store.sql.move;

import org.jspecify.annotations.NullMarked;
