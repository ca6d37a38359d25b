package io.strongroom.store.sql;

/**
 * What {@code migrate} or {@code finalise} came to; both are the same if there was nothing to do.
 */
public record FormatChange(StoreFormat before, StoreFormat after) {}
