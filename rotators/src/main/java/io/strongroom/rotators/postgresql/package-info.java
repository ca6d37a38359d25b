/** PostgreSQL, over its JDBC driver. */
@NullMarked
package io.strongroom.rotators.postgresql;

import org.jspecify.annotations.NullMarked;
