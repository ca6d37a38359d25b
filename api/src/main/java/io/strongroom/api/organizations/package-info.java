/** The operations of Organizations, version 2016-11-28, as far as they are offered. */
@NullMarked
package io.strongroom.api.organizations;

import org.jspecify.annotations.NullMarked;
