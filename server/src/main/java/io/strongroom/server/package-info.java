/** Puts the parts together and on a socket. */
@NullMarked
package io.strongroom.server;

import org.jspecify.annotations.NullMarked;
