/** Files that the operator names. */
@NullMarked
package io.strongroom.server.file;

import org.jspecify.annotations.NullMarked;
