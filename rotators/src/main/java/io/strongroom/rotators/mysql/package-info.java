/** MySQL and MariaDB, over the JDBC driver of MariaDB. */
@NullMarked
package io.strongroom.rotators.mysql;

import org.jspecify.annotations.NullMarked;
