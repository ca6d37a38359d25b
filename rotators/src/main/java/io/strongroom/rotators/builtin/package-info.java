/** The rotators that are there without a function. */
@NullMarked
package io.strongroom.rotators.builtin;

import org.jspecify.annotations.NullMarked;
