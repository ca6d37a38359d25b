/** Temporary credentials: what a session is, and the token that carries it. */
@NullMarked
package io.strongroom.iam.session;

import org.jspecify.annotations.NullMarked;
