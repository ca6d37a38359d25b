/** Finds a request of which a formula is true, or shows that there is none. */
@NullMarked
package io.strongroom.analyzer.solve;

import org.jspecify.annotations.NullMarked;
