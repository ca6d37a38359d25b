package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A function as it is to be run. Printing one shows no value of its environment.
 *
 * @param account the twelve digits of the account that it belongs to
 * @param region the region that it belongs to
 * @param name its name, 1 to 64 letters, digits, {@code -} and {@code _}
 * @param arn its ARN, without a version; processes are kept by it
 * @param runtime what runs it, such as {@code python3.12}, {@code nodejs22.x}, {@code java21} or
 *     {@code provided.al2023}
 * @param handler what the runtime calls, such as {@code index.handler}; may be empty for {@code
 *     provided}
 * @param code the directory of its unpacked code, which the user of functions must be able to read
 * @param revision changes whenever code or configuration do; processes of other revisions are not
 *     used again
 * @param timeout how long one invocation may take, 1 to 900 seconds
 * @param memoryMiB how much memory all its processes may hold together, 128 to 10,240 MiB
 * @param environment its own variables, in UTF-8; the values stay the caller's, and open for as
 *     long as a call may start a process
 */
public record FunctionSpec(
    String account,
    String region,
    String name,
    String arn,
    String runtime,
    String handler,
    Path code,
    String revision,
    Duration timeout,
    int memoryMiB,
    Map<String, SensitiveBytes> environment) {

  /** The longest time that an invocation may take. */
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

  private static final int MIN_MEMORY = 128;
  private static final int MAX_MEMORY = 10_240;
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern RUNTIME = Pattern.compile("[a-z0-9.]{1,64}");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{0,256}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,255}");

  /**
   * Checks all members.
   *
   * @throws IllegalArgumentException if one is out of its range; the text names the member only
   */
  public FunctionSpec {
    require(ACCOUNT.matcher(account).matches(), "account");
    require(REGION.matcher(region).matches(), "region");
    require(NAME.matcher(name).matches(), "name");
    require(PRINTABLE.matcher(arn).matches(), "arn");
    require(RUNTIME.matcher(runtime).matches(), "runtime");
    require(PRINTABLE.matcher(handler).matches(), "handler");
    require(!timeout.isNegative() && !timeout.isZero(), "timeout");
    require(timeout.compareTo(MAX_TIMEOUT) <= 0, "timeout");
    require(memoryMiB >= MIN_MEMORY && memoryMiB <= MAX_MEMORY, "memory size");
    environment = Map.copyOf(environment);
    environment.keySet().forEach(FunctionSpec::requireVariable);
  }

  private static void require(boolean holds, String member) {
    if (!holds) {
      throw new IllegalArgumentException("the " + member + " of a function is out of its range");
    }
  }

  /** Refuses names that no variable can have. */
  static void requireVariable(String name) {
    require(VARIABLE.matcher(name).matches(), "variable's name");
  }

  @Override
  public String toString() {
    return "FunctionSpec(" + arn + ", " + runtime + ", revision " + revision + ")";
  }
}
