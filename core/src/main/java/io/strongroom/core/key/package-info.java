/** The keys that seal values. */
@NullMarked
package io.strongroom.core.key;

import org.jspecify.annotations.NullMarked;
