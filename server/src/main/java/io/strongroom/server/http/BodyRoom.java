package io.strongroom.server.http;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Where a body goes that is longer than usual, and how many such bodies there can be at a time.
 *
 * @param most the longest, in bytes
 * @param directory where it is kept in a file; null to keep it in memory
 * @param slots one for each such body that is received or answered
 */
public record BodyRoom(long most, @Nullable Path directory, Semaphore slots) {}
