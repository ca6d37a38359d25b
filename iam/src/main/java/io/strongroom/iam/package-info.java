/** Accounts, regions, principals and their keys. */
@NullMarked
package io.strongroom.iam;

import org.jspecify.annotations.NullMarked;
