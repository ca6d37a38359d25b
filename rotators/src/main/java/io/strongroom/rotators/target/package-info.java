/** Which machines a rotator may reach, and the sockets that reach no other. */
@NullMarked
package io.strongroom.rotators.target;

import org.jspecify.annotations.NullMarked;
