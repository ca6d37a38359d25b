package io.strongroom.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections against {@link Limits.Connections} (DOS-6).
 *
 * <p>Counts are kept under a {@code Long}: the map orders keys that collide by their value, so even
 * a peer that picks its addresses cannot make a look-up slow (DOS-5).
 */
final class Admission {
  /** Stands above IPv4 addresses, where IPv6 has multicast, which no peer can have as its own. */
  private static final long IPV4 = 0xFFFF_FFFF_0000_0000L;

  private final Limits.Connections limits;
  private final AtomicInteger total = new AtomicInteger();
  private final ConcurrentHashMap<Long, Integer> perSource = new ConcurrentHashMap<>();

  Admission(Limits.Connections limits) {
    this.limits = limits;
  }

  /** Counts a connection from {@code peer} if there is room for it, and tells whether there is. */
  boolean admit(InetAddress peer) {
    if (total.incrementAndGet() > limits.total() && limits.total() > 0) {
      total.decrementAndGet();
      return false;
    }
    if (isCounted(peer) && perSource.merge(source(peer), 1, Integer::sum) > limits.perAddress()) {
      release(peer);
      return false;
    }
    return true;
  }

  /** Forgets a connection from {@code peer} that was admitted. */
  void release(InetAddress peer) {
    total.decrementAndGet();
    if (isCounted(peer)) {
      perSource.computeIfPresent(source(peer), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private boolean isCounted(InetAddress peer) {
    return limits.perAddress() > 0
        && !(limits.loopback() == Limits.Loopback.EXEMPT && peer.isLoopbackAddress());
  }

  /** Whoever has one IPv6 address has its whole /64 network, so that is what counts. */
  private static long source(InetAddress peer) {
    ByteBuffer address = ByteBuffer.wrap(peer.getAddress());
    return peer instanceof Inet6Address
        ? address.getLong()
        : IPV4 | Integer.toUnsignedLong(address.getInt());
  }
}
