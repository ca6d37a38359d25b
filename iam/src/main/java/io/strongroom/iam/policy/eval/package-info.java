/**
 * Judges requests by policies: compiled policies, the context of a request, and the one evaluator.
 * Everything here is a pure function of its arguments.
 */
@NullMarked
package io.strongroom.iam.policy.eval;

import org.jspecify.annotations.NullMarked;
