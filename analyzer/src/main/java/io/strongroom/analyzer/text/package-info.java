/**
 * Sets of texts, as patterns describe them, and the search for a text that is in some and not in
 * others.
 */
@NullMarked
package io.strongroom.analyzer.text;

import org.jspecify.annotations.NullMarked;
