package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one connection that have not left yet. They are kept to be overwritten once they
 * have, and watched: a peer that takes none of them for too long is stuck (DOS-2).
 */
final class UnsentAnswers {
  /** How long a peer may take nothing while others hold too much. */
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

  private final Duration patience;
  private final ArrayDeque<ByteBuf> answers = new ArrayDeque<>(4);
  private long bytes;
  private long pendingBytes;
  private long pendingSince;

  /** Holds nothing; a peer may take nothing for {@code patience}. */
  UnsentAnswers(Duration patience) {
    this.patience = patience;
  }

  /** Keeps an answer that is handed to the socket. */
  void add(ByteBuf answer) {
    answers.add(answer.retain());
    bytes += answer.writerIndex();
  }

  /** Overwrites and lets go of the first answer, which has left, or never will. */
  void removeFirst() {
    ByteBuf answer = answers.remove();
    bytes -= answer.writerIndex();
    answer.setZero(0, answer.writerIndex());
    answer.release();
  }

  /** Tells whether all have left. */
  boolean isEmpty() {
    return answers.isEmpty();
  }

  /** Returns how many bytes these answers hold. */
  long bytes() {
    return bytes;
  }

  /**
   * Tells whether the peer has taken nothing for too long.
   *
   * @param outbound what waits in the channel, looked at if there is an answer
   * @param now in nanoseconds since an arbitrary point
   * @param held says whether there is time to wait
   */
  boolean isStuck(@Nullable ChannelOutboundBuffer outbound, long now, Held held) {
    if (answers.isEmpty() || outbound == null) {
      pendingBytes = 0;
      return false;
    }
    long pending = outbound.totalPendingWriteBytes() - outbound.currentProgress();
    if (pending != pendingBytes) {
      pendingBytes = pending;
      pendingSince = now;
    }
    boolean hurried = held.isScarce() && SHORT_PATIENCE.compareTo(patience) < 0;
    return now - pendingSince >= (hurried ? SHORT_PATIENCE : patience).toNanos();
  }
}
