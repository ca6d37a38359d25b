/** What an operator can set, read from a file, the environment and the command line. */
@NullMarked
package io.strongroom.server.config;

import org.jspecify.annotations.NullMarked;
