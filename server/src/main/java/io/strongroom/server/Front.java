package io.strongroom.server;

import io.strongroom.api.Gateway;
import io.strongroom.api.WireResponse;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.Membership;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.server.http.Answerer;
import io.strongroom.server.http.BodyRoom;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands right behind the socket: health, the guard and the clock of development mode, and the
 * gateway.
 */
final class Front implements Answerer {

  /** The process is there and answers. */
  static final String LIVE = "/_health/live";

  /** The store takes and gives. */
  static final String READY = "/_health/ready";

  private final Gateway gateway;
  private final LongBodies longBodies;
  private final Membership membership;
  private final BooleanSupplier ready;
  private final @Nullable BrowserGuard guard;
  private final @Nullable DevClock clock;

  Front(
      Gateway gateway,
      LongBodies longBodies,
      Membership membership,
      BooleanSupplier ready,
      @Nullable BrowserGuard guard,
      @Nullable DevClock clock) {
    this.gateway = gateway;
    this.longBodies = longBodies;
    this.membership = membership;
    this.ready = ready;
    this.guard = guard;
    this.clock = clock;
  }

  @Override
  public boolean runsInline(WireRequest request) {
    return membership.isAlone() && gateway.answersWithoutWaiting(request);
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
    if (request.method().equals("GET")) {
      switch (request.target()) {
        case LIVE -> {
          return health(200);
        }
        case READY -> {
          return health(ready.getAsBoolean() && membership.isReady() ? 200 : 503);
        }
        default -> {}
      }
    }
    if (clock != null && request.target().equals(DevClock.PATH)) {
      return clock.answer(request, gateway.newRequestId());
    }
    return membership.isAlone() ? gateway.answer(request) : whileFresh(request);
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
