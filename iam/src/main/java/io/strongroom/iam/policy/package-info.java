/** Parses policy documents. */
@NullMarked
package io.strongroom.iam.policy;

import org.jspecify.annotations.NullMarked;
