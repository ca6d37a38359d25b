/** Certificates and keys of the listener, and the TLS that is spoken with them. */
@NullMarked
package io.strongroom.server.tls;

import org.jspecify.annotations.NullMarked;
