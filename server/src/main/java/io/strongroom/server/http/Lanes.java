package io.strongroom.server.http;

import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a request is answered: on the event loop if the answerer says that this is quick,
 * on a virtual thread of its own otherwise. There are never more such threads than connections, for
 * a connection has one request answered at a time.
 */
final class Lanes {
  private static final System.Logger LOG = System.getLogger("io.strongroom.server.http");

  private static final ThreadFactory THREADS = Thread.ofVirtual().name("request").factory();

  /** The first and the last status that an answer may have. */
  private static final int FIRST_STATUS = 200;

  private static final int LAST_STATUS = 599;

  private final Answerer answerer;

  Lanes(Answerer answerer) {
    this.answerer = answerer;
  }

  /**
   * Has {@code request} answered, be it with a 500. Called on {@code loop}.
   *
   * @param taker given the answer, on {@code loop}, if it is worked out elsewhere
   * @return the answer if it was worked out at once, null if it comes later
   */
  @Nullable WireResponse answer(WireRequest request, Executor loop, Consumer<WireResponse> taker) {
    if (runsInline(request)) {
      return answer(request);
    }
    THREADS.newThread(() -> hand(answer(request), loop, taker)).start();
    return null;
  }

  /** Returns the room for a body that is longer than usual, or null. Called on the loop. */
  @Nullable BodyRoom roomFor(WireRequest head) {
    try {
      return answerer.roomFor(head);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "no room for a long body: {0}", e.getClass().getName());
      return null;
    }
  }

  /** Tells of a request that was refused, and returns the answer to it. Called on the loop. */
  WireResponse refuse(Peer peer, Refusal refusal) {
    WireResponse answer = refusal.response();
    try {
      answerer.refused(peer, answer.requestId(), refusal.type());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a refusal was not noted: {0}", e.getClass().getName());
    }
    return answer;
  }

  private boolean runsInline(WireRequest request) {
    try {
      return answerer.runsInline(request);
    } catch (RuntimeException e) {
      // Off the loop the same fault will show again, or not; either way it is answered there.
      return false;
    }
  }

  private WireResponse answer(WireRequest request) {
    try {
      return requireWritable(answerer.answer(request));
    } catch (Throwable e) { // an Error of one request must not end its connection unanswered
      String requestId = UUID.randomUUID().toString();
      LOG.log(Level.ERROR, "request {0} failed: {1}", requestId, e.getClass().getName());
      return Refusal.INTERNAL.response(requestId);
    }
  }

  private static WireResponse requireWritable(WireResponse response) {
    boolean isFinal = response.status() >= FIRST_STATUS && response.status() <= LAST_STATUS;
    if (!isFinal || response.length() < 0 || response.length() > response.body().length) {
      throw new IllegalStateException("an answer that cannot be sent");
    }
    return response;
  }

  private static void hand(WireResponse response, Executor loop, Consumer<WireResponse> taker) {
    try {
      loop.execute(() -> taker.accept(response));
    } catch (RejectedExecutionException e) {
      response.wipe(); // the listener has been closed, and the connection with it
    }
  }
}
