/**
 * Functions as data: what they are, who may invoke them, and the ports to their storage and run.
 */
@NullMarked
package io.strongroom.core.function;

import org.jspecify.annotations.NullMarked;
