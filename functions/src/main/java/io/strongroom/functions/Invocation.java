package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param requestId the id of the call, a UUID
 * @param payload the event, in JSON; stays the caller's, and open until the call is over
 * @param deadline when the call ends at the latest, whatever the function's timeout
 * @param traceId what the function sees as its trace id, printable ASCII
 * @param clientContext JSON that the caller of Invoke sent, printable ASCII, or null
 * @param group a process serves calls of one group only, such as the rotation of one secret; calls
 *     without a group share processes among themselves
 * @param credentials asked when a process is started, for the whole of its life
 * @param serverVariables what the server adds to the environment: its endpoint above all. A
 *     function's own variable of the same name wins
 * @param masked values that are removed from the log of the call; they stay the caller's
 */
public record Invocation(
    String requestId,
    SensitiveBytes payload,
    Instant deadline,
    String traceId,
    @Nullable String clientContext,
    @Nullable String group,
    Supplier<Credentials> credentials,
    Map<String, String> serverVariables,
    List<SensitiveBytes> masked) {

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** How long the header with the client's context may be. AWS takes 3,583 bytes in base64. */
  private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7e]{0,4096}");

  /**
   * Checks what goes into headers.
   *
   * @throws IllegalArgumentException if it cannot be sent; the text names the member only
   */
  public Invocation {
    require(REQUEST_ID.matcher(requestId).matches(), "request id");
    require(HEADER.matcher(traceId).matches(), "trace id");
    require(clientContext == null || HEADER.matcher(clientContext).matches(), "client context");
    serverVariables = Map.copyOf(serverVariables);
    serverVariables.keySet().forEach(FunctionSpec::requireVariable);
    masked = List.copyOf(masked);
  }

  private static void require(boolean holds, String member) {
    if (!holds) {
      throw new IllegalArgumentException("the " + member + " of a call is out of its range");
    }
  }

  @Override
  public String toString() {
    return "Invocation(" + requestId + ")";
  }
}
