/**
 * Decides questions about policies over all requests at once, in place of one request at a time,
 * and shows a request that proves each yes. Depends on {@code iam} alone, so that a build can use
 * it without a server.
 *
 * <p>The questions are {@link io.strongroom.analyzer.PublicAccess}, {@link
 * io.strongroom.analyzer.PolicyComparison} and {@link io.strongroom.analyzer.Readers}.
 */
@NullMarked
package io.strongroom.analyzer;

import org.jspecify.annotations.NullMarked;
