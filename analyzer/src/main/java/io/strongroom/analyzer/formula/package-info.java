/** What is asked about a request, as a formula over claims about its parts. */
@NullMarked
package io.strongroom.analyzer.formula;

import org.jspecify.annotations.NullMarked;
