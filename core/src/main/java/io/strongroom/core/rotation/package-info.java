/** When secrets rotate. */
@NullMarked
package io.strongroom.core.rotation;

import org.jspecify.annotations.NullMarked;
