package io.strongroom.core.function;

import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs functions: the port to whatever does. */
public interface FunctionRunner {

  /** The longest piece of log that an answer carries, in bytes. */
  int MAX_TAIL = 4_096;

  /**
   * Runs a function once and waits for its end.
   *
   * @param request is not closed
   * @return what came of it; the caller closes what is in it
   */
  Outcome invoke(Function function, Request request);

  /**
   * What a function is invoked with.
   *
   * @param payload the event, JSON
   * @param requestId what the function knows the invocation by
   * @param deadline when it is stopped at the latest
   * @param tail whether the end of its log is wanted
   * @param clientContext what the caller says of itself, JSON; null for nothing
   * @param group whoever shares a group may meet the same process; others never do
   * @param masked what is removed from the log of the call (requirement ROT-5); not closed
   * @param sessionPolicy what narrows the permissions of the function's role, or null
   */
  record Request(
      SensitiveBytes payload,
      String requestId,
      Instant deadline,
      boolean tail,
      @Nullable String clientContext,
      String group,
      List<SensitiveBytes> masked,
      @Nullable String sessionPolicy) {

    /** Invokes with all permissions of its role, and nothing to be removed from the log. */
    public Request(
        SensitiveBytes payload,
        String requestId,
        Instant deadline,
        boolean tail,
        @Nullable String clientContext,
        String group) {
      this(payload, requestId, deadline, tail, clientContext, group, List.of(), null);
    }
  }

  /** What came of an invocation. */
  sealed interface Outcome extends AutoCloseable {

    @Override
    default void close() {}
  }

  /**
   * The function answered.
   *
   * @param payload its answer, JSON
   * @param tail the last {@value #MAX_TAIL} bytes of its log at most, or null if not wanted
   */
  record Answered(SensitiveBytes payload, @Nullable SensitiveBytes tail) implements Outcome {
    @Override
    public void close() {
      closeBoth(payload, tail);
    }
  }

  /**
   * The function failed, or was stopped.
   *
   * @param errorType such as {@code Runtime.ExitError} or the name of an exception
   * @param document the error as the caller is told it, JSON
   * @param tail as of {@link Answered}
   */
  record Failed(String errorType, SensitiveBytes document, @Nullable SensitiveBytes tail)
      implements Outcome {
    @Override
    public void close() {
      closeBoth(document, tail);
    }
  }

  /** So many invocations run already that this one was not begun. */
  record Throttled() implements Outcome {}

  /**
   * The function cannot be run here.
   *
   * @param reason what is missing, in words for its owner
   */
  record Unavailable(String reason) implements Outcome {}

  private static void closeBoth(SensitiveBytes one, @Nullable SensitiveBytes other) {
    one.close();
    if (other != null) {
      other.close();
    }
  }
}
