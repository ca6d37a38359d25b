/** Accounts and their identities: the loop of every change, records, access keys and their use. */
@NullMarked
package io.strongroom.core.identity;

import org.jspecify.annotations.NullMarked;
