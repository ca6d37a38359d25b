/** Rotates secrets without a function: the steps of a rotation, and what they may use. */
@NullMarked
package io.strongroom.rotators;

import org.jspecify.annotations.NullMarked;
