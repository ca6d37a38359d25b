/** The errors that callers can get. */
@NullMarked
package io.strongroom.core.error;

import org.jspecify.annotations.NullMarked;
