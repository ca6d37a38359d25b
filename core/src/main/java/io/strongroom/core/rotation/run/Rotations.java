package io.strongroom.core.rotation.run;

/**
 * What operations need of rotation.
 *
 * @param functions what may be configured
 * @param tokens what proves that a call belongs to a rotation
 * @param hurry takes word of what is wanted now
 */
public record Rotations(RotationFunctions functions, RotationTokens tokens, RotationHurry hurry) {}
