/**
 * Policies and requests by the thousand, on which the proofs are tried: random ones that the
 * evaluators of {@code iam} judge too, ones as teams write them, and ones that are built to take
 * long.
 */
@NullMarked
package io.strongroom.analyzer.trial;

import org.jspecify.annotations.NullMarked;
