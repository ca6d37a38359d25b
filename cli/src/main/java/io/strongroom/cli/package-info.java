/** The command line: serve, set up, check. */
@NullMarked
package io.strongroom.cli;

import org.jspecify.annotations.NullMarked;
