/** What the rotators of databases have in common. */
@NullMarked
package io.strongroom.rotators.jdbc;

import org.jspecify.annotations.NullMarked;
