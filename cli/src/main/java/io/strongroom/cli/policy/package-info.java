/**
 * What the commands about policies find out, and how they tell it. Nothing of it is loaded before
 * one of them runs.
 */
@NullMarked
package io.strongroom.cli.policy;

import org.jspecify.annotations.NullMarked;
