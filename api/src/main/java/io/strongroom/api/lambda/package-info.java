/** The operations of Lambda that functions for rotation need, one file each. */
@NullMarked
package io.strongroom.api.lambda;

import org.jspecify.annotations.NullMarked;
