package io.strongroom.server.http;

import io.strongroom.api.Lane;
import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a listener: it turns a whole request into an answer. All methods are called
 * for several requests at once.
 */
public interface Answerer {

  /**
   * Tells where {@link #answer} may run. {@link Lane#LOOP} only if it can neither block nor take
   * long, because every other connection of that loop waits meanwhile. This method itself always
   * runs on the event loop.
   */
  Lane laneOf(WireRequest request);

  /**
   * Answers {@code request} in plain, blocking code. The listener overwrites the request's body
   * when this returns, and the answer's body as soon as it has taken it over, so neither may be
   * kept. An exception becomes a 500 InternalFailure and a line in the log that names its class.
   */
  WireResponse answer(WireRequest request);

  /**
   * Returns the answer to a request that is not let in, because too many others are in progress.
   * Runs on the event loop.
   */
  default WireResponse overloaded(WireRequest request) {
    return Refusal.THROTTLED.response();
  }

  /**
   * Returns the room for a body that is longer than usual, or null if there is none. Asked for such
   * requests only, on the event loop of the connection, so it neither blocks nor takes long.
   *
   * @param head the request without its body
   */
  default @Nullable BodyRoom roomFor(WireRequest head) {
    return null;
  }

  /**
   * Is told of a request that the listener refused by itself, before there was a whole one. Runs on
   * the event loop.
   *
   * @param requestId the id that the answer has
   * @param type the error in it
   */
  default void refused(Peer peer, String requestId, String type) {}
}
