/** What a server does with functions beside keeping them. */
@NullMarked
package io.strongroom.server.function;

import org.jspecify.annotations.NullMarked;
