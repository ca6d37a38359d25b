/** Which secrets a filter lets through. */
@NullMarked
package io.strongroom.core.filter;

import org.jspecify.annotations.NullMarked;
