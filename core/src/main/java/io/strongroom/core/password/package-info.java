/** Random passwords by rules. */
@NullMarked
package io.strongroom.core.password;

import org.jspecify.annotations.NullMarked;
