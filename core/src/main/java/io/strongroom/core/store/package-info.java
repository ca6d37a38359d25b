/** The port to storage, and what is done with it. */
@NullMarked
package io.strongroom.core.store;

import org.jspecify.annotations.NullMarked;
