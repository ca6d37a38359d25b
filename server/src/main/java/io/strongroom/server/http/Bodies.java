package io.strongroom.server.http;

import io.strongroom.iam.sigv4.WireRequest;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides, by the head of a request, whether its body is received, where to, and for how long. */
final class Bodies {
  private static final System.Logger LOG = System.getLogger("io.strongroom.server.http");

  /** How much longer than usual a body may take that is longer than usual. */
  private static final int LONGER = 20;

  private final Limits limits;
  private final BodyBudget budget;
  private final Lanes lanes;

  Bodies(Limits limits, BodyBudget budget, Lanes lanes) {
    this.limits = limits;
    this.budget = budget;
    this.lanes = lanes;
  }

  /** What becomes of a request whose head is complete. */
  sealed interface Opening {

    /** It is refused. */
    record Refused(Refusal refusal) implements Opening {}

    /**
     * Its body may come.
     *
     * @param time how long it may take
     */
    record Admitted(ArrivingBody body, Duration time) implements Opening {}
  }

  /**
   * Judges a head.
   *
   * @param described the request without its body
   */
  Opening open(WireRequest described, RequestHead head) {
    Fields fields = head.fields();
    int usual = limits.sizes().bodyBytes();
    BodyRoom room =
        fields.isChunked() || fields.contentLength() > usual ? lanes.roomFor(described) : null;
    Refusal refusal = HeadRules.check(head, room == null ? usual : room.most());
    if (refusal != null) {
      return new Opening.Refused(refusal);
    }
    long announced = Math.max(0, fields.contentLength());
    long most = fields.isChunked() ? (room == null ? usual : room.most()) : announced;
    if (room == null) {
      return new Opening.Admitted(new Body((int) most, budget), limits.times().body());
    }
    ArrivingBody body = in(room, most);
    return body == null
        ? new Opening.Refused(Refusal.OVERLOADED)
        : new Opening.Admitted(body, limits.times().body().multipliedBy(LONGER));
  }

  /** Returns null if there is no room left. */
  private @Nullable ArrivingBody in(BodyRoom room, long most) {
    if (!room.slots().tryAcquire()) {
      return null;
    }
    try {
      ArrivingBody body =
          room.directory() == null
              ? new Body((int) most, budget)
              : DiskBody.open(most, room.directory());
      return new SlottedBody(body, room.slots());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "an upload could not be written", e);
      room.slots().release();
      return null;
    }
  }
}
