/**
 * What tests share: a settable clock, seeded entropy, the canary and the runner of golden cases.
 */
@NullMarked
package io.strongroom.testkit;

import org.jspecify.annotations.NullMarked;
