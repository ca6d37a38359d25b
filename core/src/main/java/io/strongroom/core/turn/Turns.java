package io.strongroom.core.turn;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who want to change the same thing do so one after the other, in the order in which
 * they came.
 *
 * <p>That no change is lost is the store's doing: a commit on an outdated revision is refused, and
 * then the change is decided again. But where many change one thing at the same time, all but one
 * of them decide in vain, again and again: with 64 callers on a few hot secrets, a fifteenth of the
 * changes went through. Turns are of this process alone, so other servers of the same store can
 * still be faster.
 */
public final class Turns {

  /** How long a caller waits, unless told otherwise: many changes before it, each flushed. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration patience;
  private final ConcurrentHashMap<String, Turn> turns = new ConcurrentHashMap<>();

  /** A lock that is there as long as somebody wants it; the count is changed within the map. */
  private static final class Turn extends ReentrantLock {
    @Serial private static final long serialVersionUID = 1L;

    private int wanted;

    Turn() {
      super(true);
    }
  }

  /** Lets each caller wait for {@link #PATIENCE}. */
  public Turns() {
    this(PATIENCE);
  }

  Turns(Duration patience) {
    this.patience = patience;
  }

  /**
   * Does {@code work} while nobody else does any on the same thing.
   *
   * @param thing what is to be changed, by a name that is its own
   * @return what {@code work} returns
   * @throws ServiceException ThrottlingException if others take too long
   */
  public <O> O take(String thing, Supplier<O> work) {
    Turn turn = turns.compute(thing, (_, there) -> wanted(there));
    try {
      if (!await(turn)) {
        throw new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
      }
      try {
        return work.get();
      } finally {
        turn.unlock();
      }
    } finally {
      var _ = turns.computeIfPresent(thing, (_, there) -> --there.wanted == 0 ? null : there);
    }
  }

  /** Returns how many things are being changed, or waited for. */
  int size() {
    return turns.size();
  }

  private static Turn wanted(@Nullable Turn there) {
    Turn turn = there == null ? new Turn() : there;
    turn.wanted++;
    return turn;
  }

  private boolean await(Turn turn) {
    try {
      return turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
