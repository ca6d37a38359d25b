/** Runs rotations: what is due is found, its function is called step by step, the end is stored. */
@NullMarked
package io.strongroom.core.rotation.run;

import org.jspecify.annotations.NullMarked;
