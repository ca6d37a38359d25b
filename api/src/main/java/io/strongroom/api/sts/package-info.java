/** The operations of STS, version 2011-06-15, as far as they are offered. */
@NullMarked
package io.strongroom.api.sts;

import org.jspecify.annotations.NullMarked;
