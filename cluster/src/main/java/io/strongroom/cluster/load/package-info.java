/** Clients that write and read secrets at several servers, and keep what they saw. */
@NullMarked
package io.strongroom.cluster.load;

import org.jspecify.annotations.NullMarked;
