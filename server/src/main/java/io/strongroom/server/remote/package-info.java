/** Functions that run elsewhere, behind an endpoint of Lambda's API. */
@NullMarked
package io.strongroom.server.remote;

import org.jspecify.annotations.NullMarked;
