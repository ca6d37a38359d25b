/** Where the keys of trusted issuers come from. */
@NullMarked
package io.strongroom.server.oidc;

import org.jspecify.annotations.NullMarked;
