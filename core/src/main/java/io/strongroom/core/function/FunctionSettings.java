package io.strongroom.core.function;

import java.util.List;

/**
 * How a function runs, as its owner has set it.
 *
 * <p>Source: Lambda API Reference, CreateFunction; Lambda developer guide, "Lambda quotas".
 *
 * @param role the ARN of the role that it acts as
 * @param runtime such as {@code python3.13}
 * @param handler what of the code is called, such as {@code lambda_function.lambda_handler}
 * @param description empty for none
 * @param timeoutSeconds the longest time of one invocation, 1 to {@value #MAX_TIMEOUT_SECONDS}
 * @param memoryMiB the memory that it may use, {@value #MIN_MEMORY_MIB} to {@value #MAX_MEMORY_MIB}
 * @param storageMiB the room for files of its own, {@value #MIN_STORAGE_MIB} to {@value
 *     #MAX_STORAGE_MIB}
 * @param architectures the processors that it is made for, one of them
 */
public record FunctionSettings(
    String role,
    String runtime,
    String handler,
    String description,
    int timeoutSeconds,
    int memoryMiB,
    int storageMiB,
    List<String> architectures) {

  /** The timeout of a function whose owner sets none, in seconds. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 3;

  /** The longest timeout, in seconds. */
  public static final int MAX_TIMEOUT_SECONDS = 900;

  /** The least memory, which is also what a function has whose owner sets none. */
  public static final int MIN_MEMORY_MIB = 128;

  /** The most memory. */
  public static final int MAX_MEMORY_MIB = 10_240;

  /** The least room for files, which is also what a function has whose owner sets none. */
  public static final int MIN_STORAGE_MIB = 512;

  /** The most room for files. */
  public static final int MAX_STORAGE_MIB = 10_240;

  /** The architecture of a function whose owner sets none. */
  public static final String DEFAULT_ARCHITECTURE = "x86_64";

  /** Refuses what is out of range with an {@link IllegalArgumentException}. */
  public FunctionSettings {
    architectures = List.copyOf(architectures);
    require(timeoutSeconds >= 1 && timeoutSeconds <= MAX_TIMEOUT_SECONDS, "timeout");
    require(memoryMiB >= MIN_MEMORY_MIB && memoryMiB <= MAX_MEMORY_MIB, "memory");
    require(storageMiB >= MIN_STORAGE_MIB && storageMiB <= MAX_STORAGE_MIB, "storage");
    require(architectures.size() == 1, "architecture");
  }

  private static void require(boolean inRange, String what) {
    if (!inRange) {
      throw new IllegalArgumentException("the " + what + " of a function is out of range");
    }
  }

  /** Returns the settings of a function of which only the necessary is said. */
  public static FunctionSettings of(String role, String runtime, String handler) {
    return new FunctionSettings(
        role,
        runtime,
        handler,
        "",
        DEFAULT_TIMEOUT_SECONDS,
        MIN_MEMORY_MIB,
        MIN_STORAGE_MIB,
        List.of(DEFAULT_ARCHITECTURE));
  }
}
