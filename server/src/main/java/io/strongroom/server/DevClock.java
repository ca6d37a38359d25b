package io.strongroom.server;

import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The path by which the clock of a development server is read and moved, from this machine alone:
 * {@code GET /_dev/clock}, and {@code POST /_dev/clock} with a duration such as {@code P30D} or
 * {@code PT12H} as its body. Both answer with the time that it is now. An Authorization header of
 * any kind must be there, since a web page cannot send one unasked.
 */
final class DevClock {

  /** Where it is. */
  static final String PATH = "/_dev/clock";

  private static final int LONGEST_DURATION = 64;

  private final MovableClock clock;

  DevClock(MovableClock clock) {
    this.clock = clock;
  }

  /** Answers a request to {@link #PATH}. */
  WireResponse answer(WireRequest request, String requestId) {
    if (!request.peer().address().isLoopbackAddress()
        || request.headers().get("authorization") == null) {
      return text(
          403, "The clock is moved from this machine, with an Authorization header.", requestId);
    }
    String refusal =
        switch (request.method()) {
          case "GET" -> null;
          case "POST" -> advance(request.body());
          default -> "GET reads the clock, POST moves it.";
        };
    return refusal == null
        ? text(200, clock.instant().toString(), requestId)
        : text(400, refusal, requestId);
  }

  private @Nullable String advance(byte[] body) {
    if (body.length > LONGEST_DURATION) {
      return "The body is a duration such as P30D.";
    }
    try {
      clock.advance(Duration.parse(new String(body, StandardCharsets.UTF_8).strip()));
      return null;
    } catch (DateTimeException e) {
      return "The body is a duration such as P30D.";
    } catch (IllegalArgumentException | ArithmeticException e) {
      return "The clock is moved forward, by 100 years in all.";
    }
  }

  private static WireResponse text(int status, String line, String requestId) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    return new WireResponse(status, "text/plain", requestId, bytes, bytes.length);
  }
}
