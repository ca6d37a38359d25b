package io.strongroom.core.rotation.run;

import io.strongroom.core.rotation.run.RotationPlan.Occasion;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.store.ClockWatch;
import io.strongroom.core.store.Membership;
import io.strongroom.core.store.SecretStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Finds rotations that are due and has them attempted, so many at a time. The list of what is due
 * is read from the store each time, so a restart forgets nothing; and since one process has the
 * store, what this object knows to be running runs nowhere else.
 */
public final class RotationScheduler implements RotationHurry, AutoCloseable {

  /**
   * How much may be done at once.
   *
   * @param workers attempts at a time
   * @param perFunction attempts at a time with one function, so that a slow one leaves room
   */
  public record Limits(int workers, int perFunction) {
    /** What a server of usual size takes. */
    public static final Limits DEFAULT = new Limits(8, 4);
  }

  /** How many secrets are read at once. */
  static final int PAGE = 64;

  /** How many due secrets are looked at in one turn for some whose function has room. */
  static final int MOST_LOOKED_AT = 2_048;

  /** How many secrets wait to be hurried; more than that keep their time. */
  static final int MOST_HURRIED = 1_000;

  /** How long a secret is left alone when an attempt ended in a fault of this server. */
  private static final Duration REST = Duration.ofSeconds(30);

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(RotationScheduler.class.getName());

  private final SecretStore store;
  private final RotationWorker worker;
  private final Membership membership;
  private final InstantSource clock;
  private final ClockWatch watch;
  private final LongSupplier nanos;
  private final Limits limits;
  private final Map<UUID, Attempt> running = new ConcurrentHashMap<>();
  private final Map<UUID, SecretIdentity> hurried = new ConcurrentHashMap<>();
  private final Map<UUID, Long> resting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** An attempt under way. */
  private record Attempt(SecretIdentity secret, String function, Thread thread) {}

  /**
   * Schedules by {@code clock} while {@code watch} trusts it.
   *
   * @param nanos measures how long faults are rested from
   */
  public RotationScheduler(
      SecretStore store,
      RotationWorker worker,
      Membership membership,
      InstantSource clock,
      ClockWatch watch,
      LongSupplier nanos,
      Limits limits) {
    this.store = store;
    this.worker = worker;
    this.membership = membership;
    this.clock = clock;
    this.watch = watch;
    this.nanos = nanos;
    this.limits = limits;
  }

  @Override
  public void hurry(SecretIdentity secret) {
    if (hurried.size() < MOST_HURRIED) {
      hurried.put(secret.id(), secret);
    }
  }

  /**
   * Starts what is due, if that is for this server to do, and stops what was ended; to be called a
   * few times a second.
   */
  public void tick() {
    stopEnded();
    if (!membership.isOnDuty()) {
      hurried.clear();
      return;
    }
    var _ = membership.refresh();
    startHurried();
    if (watch.isSteady()) {
      startDue(clock.instant());
    }
  }

  /** Returns how many attempts are under way. */
  public int running() {
    return running.size();
  }

  private void stopEnded() {
    for (Attempt attempt : running.values()) {
      if (worker.isEnded(attempt.secret())) {
        attempt.thread().interrupt();
      }
    }
  }

  private void startHurried() {
    for (SecretIdentity secret : List.copyOf(hurried.values())) {
      if (running.size() >= limits.workers()) {
        return;
      }
      hurried.remove(secret.id());
      Secret found = store.find(secret.account(), secret.region(), secret.name());
      if (found != null && found.rotation() != null) {
        startIfFree(found, found.rotation(), Occasion.HURRIED);
      }
    }
  }

  private void startDue(Instant now) {
    long time = nanos.getAsLong();
    resting.values().removeIf(until -> time - until >= 0);
    for (int offset = 0; offset < MOST_LOOKED_AT; offset += PAGE) {
      if (running.size() >= limits.workers()) {
        return;
      }
      List<Secret> due = store.dueRotations(now, offset, PAGE);
      for (Secret secret : due) {
        RotationConfig config = secret.rotation();
        if (config != null && !resting.containsKey(secret.identity().id())) {
          startIfFree(secret, config, Occasion.DUE);
        }
      }
      if (due.size() < PAGE) {
        return;
      }
    }
  }

  private void startIfFree(Secret secret, RotationConfig config, Occasion occasion) {
    SecretIdentity identity = secret.identity();
    String function = name(secret, config);
    long busy = running.values().stream().filter(a -> a.function().equals(function)).count();
    boolean room = running.size() < limits.workers() && busy < limits.perFunction();
    if (closed || !room || running.containsKey(identity.id())) {
      return;
    }
    Thread thread = Thread.ofVirtual().name("rotation").unstarted(() -> run(identity, occasion));
    running.put(identity.id(), new Attempt(identity, function, thread));
    thread.start();
  }

  /** All secrets of a partner's format are rotated by one rotator. */
  private static String name(Secret secret, RotationConfig config) {
    return switch (config.by()) {
      case RotatedBy.Function(String arn) -> arn;
      case RotatedBy.Partner _ -> String.valueOf(secret.type());
    };
  }

  private void run(SecretIdentity secret, Occasion occasion) {
    try {
      worker.attempt(secret, occasion);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the rotation of " + secret.arn() + " was not attempted to the end", e);
      resting.put(secret.id(), nanos.getAsLong() + REST.toNanos());
    } finally {
      running.remove(secret.id());
    }
  }

  /** Gives up what is under way, which the next process begins again, and waits for its end. */
  @Override
  public void close() {
    closed = true;
    long end = nanos.getAsLong() + CLOSE_WAIT.toNanos();
    List<Attempt> attempts = List.copyOf(running.values());
    attempts.forEach(attempt -> attempt.thread().interrupt());
    try {
      for (Attempt attempt : attempts) {
        long left = Math.max(1, end - nanos.getAsLong());
        var _ = attempt.thread().join(Duration.ofNanos(left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
