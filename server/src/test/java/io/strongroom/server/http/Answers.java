package io.strongroom.server.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.Lane;
import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Answerers for tests. */
final class Answers {
  private static final long HANG_SECONDS = 20;

  private Answers() {}

  /**
   * Answers inline if the target begins with {@code /inline}, elsewhere if not. The body tells
   * method, target, number of fields and body of the request.
   */
  static Answerer retelling() {
    return of(
        request ->
            ok(
                request.method()
                    + " "
                    + request.target()
                    + " "
                    + request.headers().size()
                    + " "
                    + new String(request.body(), StandardCharsets.ISO_8859_1)));
  }

  /** Answers by {@code rule}, inline if the target begins with {@code /inline}. */
  static Answerer of(Function<WireRequest, WireResponse> rule) {
    return new Answerer() {
      @Override
      public Lane laneOf(WireRequest request) {
        return request.target().startsWith("/inline") ? Lane.LOOP : Lane.THREAD;
      }

      @Override
      public WireResponse answer(WireRequest request) {
        return rule.apply(request);
      }
    };
  }

  static WireResponse ok(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return new WireResponse(200, WireResponse.JSON, "id-1", bytes, bytes.length);
  }

  /** Waits for a latch, inside and outside of an answerer; a test that waits this long has hung. */
  static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(HANG_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
