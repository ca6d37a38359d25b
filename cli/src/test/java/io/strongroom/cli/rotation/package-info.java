/** Rotation as a whole: a server in a process of its own, real databases, and those who log in. */
@NullMarked
package io.strongroom.cli.rotation;

import org.jspecify.annotations.NullMarked;
