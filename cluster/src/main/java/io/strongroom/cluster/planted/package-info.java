/** Faults that servers of a test can be given, to see that they are found. */
@NullMarked
package io.strongroom.cluster.planted;

import org.jspecify.annotations.NullMarked;
