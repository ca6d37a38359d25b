/** Who may change the same thing when: one class, apart from what is changed. */
@NullMarked
package io.strongroom.core.turn;

import org.jspecify.annotations.NullMarked;
