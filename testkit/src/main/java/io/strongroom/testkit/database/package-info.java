/** Real database servers that a test starts for itself. */
@NullMarked
package io.strongroom.testkit.database;

import org.jspecify.annotations.NullMarked;
