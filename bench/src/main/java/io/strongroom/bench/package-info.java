/** What the server is measured with; never shipped. */
@NullMarked
package io.strongroom.bench;

import org.jspecify.annotations.NullMarked;
