/** The JSON values of secrets that hold a login, and the rules of new passwords. */
@NullMarked
package io.strongroom.rotators.secret;

import org.jspecify.annotations.NullMarked;
