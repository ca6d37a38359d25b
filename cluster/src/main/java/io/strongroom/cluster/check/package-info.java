/** Judges what clients saw: whether it could have been one register for each secret. */
@NullMarked
package io.strongroom.cluster.check;

import org.jspecify.annotations.NullMarked;
