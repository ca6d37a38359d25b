package io.strongroom.api;

/** The answer of operations that have no body in theirs. */
public record Nothing() {}
