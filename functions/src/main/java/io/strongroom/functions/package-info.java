/** Runs functions as child processes over the Lambda Runtime API. */
@NullMarked
package io.strongroom.functions;

import org.jspecify.annotations.NullMarked;
