/** What a secret is, and how it can change. */
@NullMarked
package io.strongroom.core.secret;

import org.jspecify.annotations.NullMarked;
