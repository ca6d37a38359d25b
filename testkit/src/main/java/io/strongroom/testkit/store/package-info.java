/** What every store must do, as tests that each store runs. */
@NullMarked
package io.strongroom.testkit.store;

import org.jspecify.annotations.NullMarked;
