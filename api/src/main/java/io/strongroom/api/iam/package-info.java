/** The operations of IAM, and what they share. */
@NullMarked
package io.strongroom.api.iam;

import org.jspecify.annotations.NullMarked;
