/** Checks the tokens of OpenID Connect issuers that the configuration trusts. */
@NullMarked
package io.strongroom.iam.oidc;

import org.jspecify.annotations.NullMarked;
