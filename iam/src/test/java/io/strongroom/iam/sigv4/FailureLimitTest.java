package io.strongroom.iam.sigv4;

import static io.strongroom.iam.sigv4.Signing.KEY;
import static io.strongroom.iam.sigv4.Signing.NOW;
import static io.strongroom.iam.sigv4.Signing.SERVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.FailureLimit.Loopback;
import io.strongroom.iam.sigv4.FailureLimit.Rates;
import io.strongroom.iam.sigv4.Signing.Draft;
import io.strongroom.iam.sigv4.Signing.Parts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requirement SIG-8: failures are limited for each address and each key id. */
class FailureLimitTest {
  private static final int PER_ADDRESS = 12;
  private static final int PER_KEY = 4;
  private static final Peer PEER = peer("192.0.2.1");
  private static final SigV4Verdict VERIFIED =
      new SigV4Verdict.Verified(KEY, null, new Region("us-east-1"));
  private static final SigV4Verdict THROTTLED = new SigV4Verdict.Throttled();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final FailureLimit limit = limit(Loopback.COUNTED);
  private final SigV4Verifier verifier = Signing.verifierAt(NOW, limit);

  private FailureLimit limit(Loopback loopback) {
    return new FailureLimit(new Rates(PER_ADDRESS, PER_KEY, loopback), nanos::get);
  }

  private static Peer peer(String address) {
    try {
      return Peer.of(InetAddress.getByName(address), Peer.Wire.PLAIN);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void fail(FailureLimit limit, Peer peer, @Nullable String keyId, int times) {
    for (int i = 0; i < times; i++) {
      limit.count(peer, keyId);
    }
  }

  private void passSeconds(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void asManyFailuresAsTheRateAreTolerated() {
    fail(limit, PEER, "A", PER_KEY - 1);
    assertFalse(limit.isSpent(PEER, "A"));
    fail(limit, PEER, "A", 1);
    assertTrue(limit.isSpent(PEER, "A"));
  }

  @Test
  @DisplayName("A key that fails from one address does not shut out its owner at another")
  void keysAreCountedForEachAddress() {
    fail(limit, PEER, "A", PER_KEY);
    assertFalse(limit.isSpent(peer("192.0.2.2"), "A"));
    assertFalse(limit.isSpent(PEER, "B"));
    assertFalse(limit.isSpent(PEER, null));
  }

  @Test
  void failuresOfManyKeysAddUpForTheirAddress() {
    for (int i = 0; i < PER_ADDRESS; i++) {
      assertFalse(limit.isSpent(PEER, null));
      fail(limit, PEER, "key" + i, 1);
    }
    assertTrue(limit.isSpent(PEER, "another"));
    assertTrue(limit.isSpent(PEER, null));
  }

  @Test
  void addressesOfOneNetworkCountTogether() {
    fail(limit, peer("2001:db8::1"), "A", PER_KEY);
    assertTrue(limit.isSpent(peer("2001:db8::ffff:2"), "A"));
    assertFalse(limit.isSpent(peer("2001:db8:0:1::1"), "A"));
  }

  @Test
  @DisplayName("Time gives failures back one by one, and never more than a minute's worth is owed")
  void failuresAreForgiven() {
    fail(limit, PEER, "A", 10 * PER_KEY);
    passSeconds(60 / PER_KEY - 1);
    assertTrue(limit.isSpent(PEER, "A"));
    passSeconds(1);
    assertFalse(limit.isSpent(PEER, "A"));
    fail(limit, PEER, "A", 1);
    assertTrue(limit.isSpent(PEER, "A"));
    passSeconds(120);
    fail(limit, PEER, "A", PER_KEY - 1);
    assertFalse(limit.isSpent(PEER, "A"));
  }

  @Test
  void zeroMeansAnyNumber() {
    FailureLimit none = new FailureLimit(new Rates(0, 0, Loopback.COUNTED), nanos::get);
    fail(none, PEER, "A", 1_000);
    assertFalse(none.isSpent(PEER, "A"));
  }

  @Test
  void loopbackIsCountedOrNot() {
    FailureLimit exempt = limit(Loopback.EXEMPT);
    fail(exempt, Peer.LOOPBACK, "A", PER_KEY);
    assertFalse(exempt.isSpent(Peer.LOOPBACK, "A"));
    fail(limit, Peer.LOOPBACK, "A", PER_KEY);
    assertTrue(limit.isSpent(Peer.LOOPBACK, "A"));
  }

  @Test
  void verifierRefusesAKeyThatFailedTooOften() {
    Parts parts = Draft.usual().signed();
    WireRequest wrong = parts.wireWith(parts.authorization().replace("Signature=", "Signature=0"));
    for (int i = 0; i < PER_KEY; i++) {
      assertEquals(Refusal.mismatch(), verifier.verify(wrong, SERVICE));
    }
    assertEquals(THROTTLED, verifier.verify(wrong, SERVICE));
    assertEquals(THROTTLED, verifier.verify(parts.wire(), SERVICE));
    passSeconds(60);
    assertEquals(VERIFIED, verifier.verify(parts.wire(), SERVICE));
  }

  @Test
  @DisplayName("A key that has verified a request goes on, whatever fails beside it")
  void aProvenKeyGoesOn() {
    Parts parts = Draft.usual().signed();
    assertEquals(VERIFIED, verifier.verify(parts.wire(), SERVICE));
    fail(limit, Peer.LOOPBACK, Signing.KEY_ID, PER_ADDRESS);
    assertEquals(VERIFIED, verifier.verify(parts.wire(), SERVICE));
    WireRequest wrong = parts.wireWith(parts.authorization().replace("Signature=", "Signature=0"));
    assertEquals(THROTTLED, verifier.verify(wrong, SERVICE));
  }

  @Test
  void whatIsMalformedCountsForItsAddress() {
    WireRequest malformed = Draft.usual().signed().wireWith("AWS4-HMAC-SHA256 nothing");
    for (int i = 0; i < PER_ADDRESS; i++) {
      assertEquals(Refusal.notKeyValue().verdict(), verifier.verify(malformed, SERVICE));
    }
    assertEquals(THROTTLED, verifier.verify(malformed, SERVICE));
    WireRequest unsigned = new WireRequest("POST", "/", Headers.of(), new byte[0], Peer.LOOPBACK);
    assertEquals(THROTTLED, verifier.verify(unsigned, SERVICE));
  }
}
