package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.functions.RuntimeSession.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A call goes to one taker and is settled once. */
class RuntimeSessionTest {
  private final RuntimeSession session = new RuntimeSession(() -> 7);

  private static Invocation call(String id) {
    return new Invocation(
        id,
        TrialFunctions.bytes("{}"),
        Instant.EPOCH,
        "",
        null,
        null,
        () -> {
          throw new AssertionError("not asked for");
        },
        Map.of(),
        List.of());
  }

  private static Outcome response() {
    return new Outcome.Response(TrialFunctions.bytes("1"));
  }

  private FutureTask<@Nullable Invocation> asking() {
    FutureTask<@Nullable Invocation> task = new FutureTask<>(session::next);
    Thread thread = Thread.ofPlatform().daemon().start(task);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return task;
  }

  @Test
  void whoAskedLastGetsTheCall() throws Exception {
    FutureTask<@Nullable Invocation> first = asking();
    FutureTask<@Nullable Invocation> second = asking();
    assertNull(first.get());
    Invocation call = call("a");
    session.offer(call);
    assertSame(call, second.get());
  }

  @Test
  void whoHasACallGetsNoOther() throws Exception {
    session.offer(call("a"));
    assertSame(Claim.UNKNOWN_REQUEST, session.claim("a"));
    session.next();
    assertNull(session.next());
    assertThrows(IllegalStateException.class, () -> session.offer(call("b")));
  }

  @Test
  void aCallIsSettledOnce() throws Exception {
    session.offer(call("a"));
    session.next();
    assertEquals(Claim.UNKNOWN_REQUEST, session.claim("b"));
    assertEquals(Claim.GRANTED, session.claim("a"));
    assertEquals(Claim.UNKNOWN_REQUEST, session.claim("a"));
    Outcome response = response();
    session.settle(response);
    assertSame(response, session.await(1));
    assertEquals(Claim.UNKNOWN_REQUEST, session.claim("a"));
  }

  @Test
  void aClaimThatCameToNothingCanBeMadeAgain() throws Exception {
    session.offer(call("a"));
    session.next();
    session.claim("a");
    session.unclaim();
    assertEquals(Claim.GRANTED, session.claim("a"));
  }

  @Test
  void aProcessThatAskedWasReady() throws Exception {
    session.offer(call("a"));
    session.next();
    assertEquals(Claim.UNKNOWN_REQUEST, session.claimInit());
  }

  @Test
  void aCallThatWasSettledWithoutBeingTakenWasNotDelivered() throws Exception {
    session.offer(call("a"));
    assertEquals(Claim.GRANTED, session.claimInit());
    session.settle(new Outcome.InitError("Error", TrialFunctions.bytes("{}")));
    assertFalse(session.delivered());
  }

  @Test
  void whatCouldNotBeDeliveredIsThereForTheNext() throws Exception {
    Invocation call = call("a");
    session.offer(call);
    session.next();
    assertTrue(session.delivered());
    session.undelivered(call);
    assertFalse(session.delivered());
    assertSame(call, session.next());
    assertEquals(7, session.takenAt());
  }

  @Test
  void aClosedSessionHasNoMoreCalls() throws Exception {
    FutureTask<@Nullable Invocation> asking = asking();
    session.close();
    assertNull(asking.get());
    session.offer(call("a"));
    assertNull(session.next());
  }
}
