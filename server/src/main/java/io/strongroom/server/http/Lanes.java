package io.strongroom.server.http;

import io.strongroom.api.Lane;
import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers each request in its {@link Lane}: on the event loop, or on a virtual thread of its own.
 * There are never more such threads than {@link Limits.Load#calls}, and never more than {@link
 * #LARGE} of them work out an answer that may be long: the memory of all answers that nobody has
 * taken over yet has a bound. A call counts until the event loop has its answer.
 *
 * <p>Requirement: DOS-7.
 */
final class Lanes {
  private static final System.Logger LOG = System.getLogger("io.strongroom.server.http");

  private static final ThreadFactory THREADS = Thread.ofVirtual().name("request").factory();

  /** How many answers that may be a megabyte long are worked out at one time. */
  static final int LARGE = 16;

  /** The first and the last status that an answer may have. */
  private static final int FIRST_STATUS = 200;

  private static final int LAST_STATUS = 599;

  private final Answerer answerer;
  private final Semaphore calls;

  /** In the order of their coming, or some would wait for ever while others come. */
  private final Semaphore large = new Semaphore(LARGE, true);

  /** Answers by {@code answerer}, with so many calls at one time off the event loops. */
  Lanes(Answerer answerer, int calls) {
    this.answerer = answerer;
    this.calls = new Semaphore(calls);
  }

  /**
   * Has {@code request} answered, be it with a 500. Called on {@code loop}.
   *
   * @param taker given the answer, on {@code loop}, if it is worked out elsewhere
   * @return the answer if it was worked out at once, null if it comes later
   */
  @Nullable WireResponse answer(WireRequest request, Executor loop, Consumer<WireResponse> taker) {
    return switch (laneOf(request)) {
      case LOOP -> answer(request);
      case THREAD -> answerLater(request, new Pass(calls), loop, taker);
      case LARGE -> answerLater(request, new Pass(calls, large), loop, taker);
    };
  }

  private @Nullable WireResponse answerLater(
      WireRequest request, Pass pass, Executor loop, Consumer<WireResponse> taker) {
    if (!pass.enter()) {
      return attempt(() -> answerer.overloaded(request));
    }
    THREADS.newThread(() -> answer(request, pass, loop, taker)).start();
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

  private Lane laneOf(WireRequest request) {
    try {
      return answerer.laneOf(request);
    } catch (RuntimeException e) {
      // Off the loop the same fault will show again, or not; either way it is answered there.
      return Lane.THREAD;
    }
  }

  private void answer(WireRequest request, Pass pass, Executor loop, Consumer<WireResponse> taker) {
    pass.awaitTurn();
    WireResponse answer = answer(request);
    try {
      loop.execute(() -> hand(answer, pass, taker));
    } catch (RejectedExecutionException e) {
      answer.wipe(); // the listener has been closed, and the connection with it
      pass.leave();
    }
  }

  private static void hand(WireResponse answer, Pass pass, Consumer<WireResponse> taker) {
    try {
      taker.accept(answer);
    } finally {
      pass.leave();
    }
  }

  private WireResponse answer(WireRequest request) {
    return attempt(() -> answerer.answer(request));
  }

  private static WireResponse attempt(Supplier<WireResponse> work) {
    try {
      return requireWritable(work.get());
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

  /**
   * What a call holds while it is off its event loop.
   *
   * @param calls has a place for each call
   * @param turn has a place for each call of its kind that is worked on; null if any number is
   */
  private record Pass(Semaphore calls, @Nullable Semaphore turn) {
    Pass(Semaphore calls) {
      this(calls, null);
    }

    boolean enter() {
      return calls.tryAcquire();
    }

    void awaitTurn() {
      if (turn != null) {
        turn.acquireUninterruptibly();
      }
    }

    void leave() {
      if (turn != null) {
        turn.release();
      }
      calls.release();
    }
  }
}
