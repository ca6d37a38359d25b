/** Verifies Signature Version 4 over requests as they were received. */
@NullMarked
package io.strongroom.iam.sigv4;

import org.jspecify.annotations.NullMarked;
