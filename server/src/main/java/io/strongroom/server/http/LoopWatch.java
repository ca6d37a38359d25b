package io.strongroom.server.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the connections of one event loop share: a coarse clock, the writer of answers, and the
 * watch that looks at every deadline in turn. One turn over all connections a few times a second
 * costs less than a timer for each request, and serving a request reads no clock.
 *
 * <p>All methods run on the loop.
 */
final class LoopWatch {
  /** The longest time between two turns. */
  static final Duration LONGEST_TICK = Duration.ofMillis(250);

  private static final Duration SHORTEST_TICK = Duration.ofMillis(10);

  /**
   * Connections that are ended in one turn. Those that came together are overdue together; ended in
   * one go, thousands of them hold up everybody else for most of a second.
   */
  static final int MOST_ENDED = 128;

  /** Turns within the shortest limit, so that it is kept with some precision. */
  private static final int TICKS_IN_SHORTEST_LIMIT = 4;

  private final EventLoop loop;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final CountDownLatch left;
  private final Held held;
  private final AnswerWriter writer = new AnswerWriter();
  private final Flushes flushes;
  private final List<Connection> connections = new ArrayList<>();
  private byte[] window = {};
  private long now;
  private long tickNanos;
  private boolean draining;
  private boolean stopping;
  private boolean told;

  /**
   * Watches over connections of {@code loop}.
   *
   * @param clock for the date of answers
   * @param nanoClock for deadlines, in nanoseconds since an arbitrary point
   * @param held what the connections hold together
   * @param left counted down, once, when {@link #stop} was called and the last connection has gone
   */
  LoopWatch(
      EventLoop loop, InstantSource clock, LongSupplier nanoClock, Held held, CountDownLatch left) {
    this.loop = loop;
    this.flushes = new Flushes(loop);
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.held = held;
    this.left = left;
  }

  /** Begins to take turns, often enough for the shortest of {@code times}. */
  void start(Limits.Times times) {
    Duration tick = Duration.ofMillis(times.shortest().toMillis() / TICKS_IN_SHORTEST_LIMIT);
    tick = tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
    tick = tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
    tickNanos = tick.toNanos();
    takeTurn();
    var _ = loop.scheduleAtFixedRate(this::takeTurn, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
  }

  /** Returns the time of the last turn, in nanoseconds since an arbitrary point. */
  long now() {
    return now;
  }

  /** Returns the point in time that is {@code limit} from now, rounded up by a turn. */
  long after(Duration limit) {
    return now + limit.toNanos() + tickNanos;
  }

  AnswerWriter writer() {
    return writer;
  }

  /** Returns what all connections of the loop hold. */
  Held held() {
    return held;
  }

  /** Returns an array of so many bytes that the connections of the loop use in turn. */
  byte[] window(int size) {
    if (window.length != size) {
      window = new byte[size];
    }
    return window;
  }

  Flushes flushes() {
    return flushes;
  }

  /** Takes charge of a new connection. */
  void add(Connection connection) {
    connection.slot = connections.size();
    connections.add(connection);
    if (stopping) {
      connection.stop();
    }
  }

  /** Lets go of a connection that has gone. */
  void remove(Connection connection) {
    Connection last = connections.removeLast();
    if (last != connection) {
      connections.set(connection.slot, last);
      last.slot = connection.slot;
    }
    tellIfLeft();
  }

  /** Has each answer from now on be the last of its connection. */
  void drain() {
    draining = true;
  }

  /** Tells whether answers are the last of their connections. */
  boolean isDraining() {
    return draining;
  }

  /** Has every connection end once it has answered the request it is at. */
  void stop() {
    stopping = true;
    for (Connection connection : List.copyOf(connections)) {
      connection.stop();
    }
    tellIfLeft();
  }

  private void tellIfLeft() {
    if (stopping && connections.isEmpty() && !told) {
      told = true;
      left.countDown();
    }
  }

  /** Looks at the clock and at every deadline. */
  void takeTurn() {
    now = nanoClock.getAsLong();
    writer.turnTo(clock.instant().getEpochSecond());
    // From the back, because a connection that is cut here may leave the list meanwhile: its place
    // is taken by one that was looked at before.
    int ended = 0;
    for (int i = connections.size() - 1; i >= 0 && ended < MOST_ENDED; i--) {
      ended += connections.get(i).check(now) ? 1 : 0;
    }
  }
}
