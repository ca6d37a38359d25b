/** Calls the functions that rotate secrets: those the server brings along, and everybody's own. */
@NullMarked
package io.strongroom.server.rotation;

import org.jspecify.annotations.NullMarked;
