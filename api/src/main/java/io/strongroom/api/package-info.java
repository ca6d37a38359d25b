/** The life of a request, and what an operation is. */
@NullMarked
package io.strongroom.api;

import org.jspecify.annotations.NullMarked;
