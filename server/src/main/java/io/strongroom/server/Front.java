package io.strongroom.server;

import io.strongroom.api.Gateway;
import io.strongroom.api.Lane;
import io.strongroom.api.WireResponse;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.Membership;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.server.http.Answerer;
import io.strongroom.server.http.BodyRoom;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands right behind the socket: health, the guard and the clock of development mode, and the
 * gateway.
 */
final class Front implements Answerer {

  /** The process is there and answers. */
  static final String LIVE = "/_health/live";

  /** More requests should come; see {@link Readiness}. */
  static final String READY = "/_health/ready";

  private final Gateway gateway;
  private final LongBodies longBodies;
  private final Membership membership;
  private final Supplier<Readiness> readiness;
  private final @Nullable BrowserGuard guard;
  private final @Nullable DevClock clock;

  /** What a balancer is told. */
  enum Readiness {
    /** The store takes and gives. */
    READY(200),

    /** No call would be answered. */
    UNREADY(503),

    /**
     * Calls are answered, but no more should come, as the process was told to stop. Balancers that
     * look take this for a failure, or, as HAProxy calls it, for a soft stop: connections that
     * there are may go on.
     */
    LEAVING(404);

    private final int status;

    Readiness(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  Front(
      Gateway gateway,
      LongBodies longBodies,
      Membership membership,
      Supplier<Readiness> readiness,
      @Nullable BrowserGuard guard,
      @Nullable DevClock clock) {
    this.gateway = gateway;
    this.longBodies = longBodies;
    this.membership = membership;
    this.readiness = readiness;
    this.guard = guard;
    this.clock = clock;
  }

  @Override
  public Lane laneOf(WireRequest request) {
    if (isHealthCheck(request)) {
      return Lane.LOOP; // whatever else is in progress
    }
    Lane lane = gateway.laneOf(request);
    return lane == Lane.LOOP && !membership.isAlone() ? Lane.THREAD : lane;
  }

  @Override
  public WireResponse overloaded(WireRequest request) {
    return gateway.overloaded(request);
  }

  @Override
  public @Nullable BodyRoom roomFor(WireRequest head) {
    return guard != null && guard.refusal(head) != null ? null : longBodies.roomFor(head);
  }

  @Override
  public void refused(Peer peer, String requestId, String type) {
    gateway.refused(peer, requestId, type);
  }

  @Override
  public WireResponse answer(WireRequest request) {
    String refusal = guard == null ? null : guard.refusal(request);
    if (refusal != null) {
      return gateway.refuse(request, 403, "AccessDeniedException", refusal);
    }
    if (isHealthCheck(request)) {
      return health(request.target().equals(LIVE) ? 200 : readiness.get().status());
    }
    if (clock != null && request.target().equals(DevClock.PATH)) {
      return clock.answer(request, gateway.newRequestId());
    }
    return membership.isAlone() ? gateway.answer(request) : whileFresh(request);
  }

  private static boolean isHealthCheck(WireRequest request) {
    return request.method().equals("GET")
        && (request.target().equals(LIVE) || request.target().equals(READY));
  }

  /**
   * Where others serve the same store, a call begins once all is seen that they have acknowledged,
   * and its answer goes out only while this server may still speak for the store: it may have been
   * frozen in between.
   */
  private WireResponse whileFresh(WireRequest request) {
    long view;
    try {
      view = membership.refresh();
    } catch (ServiceException e) {
      return unavailable(request);
    }
    WireResponse answer = gateway.answer(request);
    if (membership.holds(view)) {
      return answer;
    }
    answer.wipe();
    return unavailable(request);
  }

  private WireResponse unavailable(WireRequest request) {
    return gateway.refuse(
        request, 503, "ServiceUnavailable", "The service is unavailable. Please try again later.");
  }

  private WireResponse health(int status) {
    byte[] none = "".getBytes(StandardCharsets.US_ASCII);
    return new WireResponse(status, "text/plain", gateway.newRequestId(), none, 0);
  }
}
