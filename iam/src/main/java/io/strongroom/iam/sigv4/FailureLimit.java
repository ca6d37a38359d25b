package io.strongroom.iam.sigv4;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests whose authentication failed, for each network address and for each key id from
 * each address (requirement SIG-8). Whoever has spent a minute's worth of failures is refused until
 * time has given some back.
 *
 * <p>A key id is counted together with the address: anybody may send a key id that is not theirs,
 * and must not shut out its owner by that. At most {@value #MAX_COUNTED} counts are kept; under an
 * attack from more addresses than that the oldest are forgotten.
 *
 * <p>Each count is one number, the time at which all failures will be forgiven (the generic cell
 * rate algorithm, ITU-T I.371): a failure moves it on by a minute divided by the rate.
 */
public final class FailureLimit {

  /** How many counts are kept. */
  static final int MAX_COUNTED = 16_384;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Rates rates;
  private final LongSupplier nanoTime;

  /** Ordered keys: a hash table orders those that collide, however they were chosen (DOS-5). */
  private final Cache<String, Long> forgivenAt;

  /**
   * How many failures a minute are tolerated.
   *
   * @param perAddress of one IPv4 address or one /64 network of IPv6 addresses; 0 for any number
   * @param perKey of one access key id from one address; 0 for any number
   * @param loopback whether peers on this machine are counted
   */
  public record Rates(int perAddress, int perKey, Loopback loopback) {

    /** 600 of one address, 60 of one key id from there, loopback included. */
    public static final Rates DEFAULT = new Rates(600, 60, Loopback.COUNTED);

    /** Refuses negative numbers. */
    public Rates {
      if (perAddress < 0 || perKey < 0) {
        throw new IllegalArgumentException("numbers of failures must not be negative");
      }
    }
  }

  /** Whether peers on this machine are counted. */
  public enum Loopback {
    /** They are, as any other. */
    COUNTED,
    /** They are not: behind 127.0.0.1 there may be a whole test suite. */
    EXEMPT
  }

  /**
   * Begins to count.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public FailureLimit(Rates rates, LongSupplier nanoTime) {
    this.rates = rates;
    this.nanoTime = nanoTime;
    this.forgivenAt =
        Caffeine.newBuilder()
            .maximumSize(MAX_COUNTED)
            .executor(Runnable::run)
            .ticker(nanoTime::getAsLong)
            .expireAfterWrite(Duration.ofNanos(2 * MINUTE))
            .build();
  }

  /** Counts a failure of {@code keyId}, or of a request that names no key. */
  public void count(Peer peer, @Nullable String keyId) {
    if (isExempt(peer)) {
      return;
    }
    count(peer.network(), rates.perAddress());
    if (keyId != null) {
      count(pair(peer, keyId), rates.perKey());
    }
  }

  /** Tells whether the address, or the key from there, has spent its failures. */
  boolean isSpent(Peer peer, @Nullable String keyId) {
    if (forgivenAt.estimatedSize() == 0) { // as it is nearly always
      return false;
    }
    return isSpent(peer.network(), rates.perAddress())
        || (keyId != null && isSpent(pair(peer, keyId), rates.perKey()));
  }

  private boolean isExempt(Peer peer) {
    return rates.loopback() == Loopback.EXEMPT && peer.address().isLoopbackAddress();
  }

  private static String pair(Peer peer, String keyId) {
    return peer.network() + "/" + keyId;
  }

  private void count(String whose, int rate) {
    if (rate > 0) {
      long now = nanoTime.getAsLong();
      long step = MINUTE / rate;
      forgivenAt
          .asMap()
          .compute(
              whose,
              (_, until) -> {
                long ahead = until == null ? 0 : Math.max(until - now, 0);
                // Never more than a minute ahead: who goes on failing is not refused for longer.
                return now + Math.min(ahead + step, MINUTE);
              });
    }
  }

  private boolean isSpent(String whose, int rate) {
    Long until = rate == 0 ? null : forgivenAt.getIfPresent(whose);
    return until != null && until - nanoTime.getAsLong() > MINUTE - MINUTE / rate;
  }
}
