/** The operations of Secrets Manager, one file each. */
@NullMarked
package io.strongroom.api.secrets;

import org.jspecify.annotations.NullMarked;
