/** Puts identities and policies together: what a caller is to the evaluator, and what it may. */
@NullMarked
package io.strongroom.iam.access;

import org.jspecify.annotations.NullMarked;
