/** Makes formulas of policies. */
@NullMarked
package io.strongroom.analyzer.encode;

import org.jspecify.annotations.NullMarked;
