/** What clients did and saw, and the file that keeps it: a line of JSON for each call. */
@NullMarked
package io.strongroom.cluster.history;

import org.jspecify.annotations.NullMarked;
