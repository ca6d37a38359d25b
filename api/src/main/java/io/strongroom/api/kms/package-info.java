/** The operations of KMS, one file each. */
@NullMarked
package io.strongroom.api.kms;

import org.jspecify.annotations.NullMarked;
