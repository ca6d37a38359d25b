/** The shapes of requests and answers: read, checked and written in one place. */
@NullMarked
package io.strongroom.api.shape;

import org.jspecify.annotations.NullMarked;
