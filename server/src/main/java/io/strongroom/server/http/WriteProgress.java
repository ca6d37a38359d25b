package io.strongroom.server.http;

import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches whether the peer of one connection takes any of what waits for it (DOS-2). */
final class WriteProgress {
  private final Duration limit;
  private long pendingBytes;
  private long pendingSince;

  /** Begins to watch; a peer may take nothing for {@code limit}. */
  WriteProgress(Duration limit) {
    this.limit = limit;
  }

  /**
   * Tells whether the peer has taken nothing for too long.
   *
   * @param outbound what waits; null if nothing does
   * @param now in nanoseconds since an arbitrary point
   */
  boolean isStuck(@Nullable ChannelOutboundBuffer outbound, long now) {
    if (outbound == null) {
      pendingBytes = 0;
      return false;
    }
    long pending = outbound.totalPendingWriteBytes() - outbound.currentProgress();
    if (pending != pendingBytes) {
      pendingBytes = pending;
      pendingSince = now;
    }
    return now - pendingSince >= limit.toNanos();
  }
}
