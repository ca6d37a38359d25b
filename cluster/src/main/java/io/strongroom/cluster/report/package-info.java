/** What a run comes to: what was lost or wrong, and how long nobody was answered. */
@NullMarked
package io.strongroom.cluster.report;

import org.jspecify.annotations.NullMarked;
