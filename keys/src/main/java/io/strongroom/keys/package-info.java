/** Turns plaintext into envelopes and back; the only package that imports {@code javax.crypto}. */
@NullMarked
package io.strongroom.keys;

import org.jspecify.annotations.NullMarked;
