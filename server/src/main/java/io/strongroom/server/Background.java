package io.strongroom.server;

import io.strongroom.core.identity.LastUses;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.Membership;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs what nobody waits for: notes of use are written behind, secrets are purged, and so on. */
final class Background implements AutoCloseable {

  /** How long a note of use may be known to this process only. */
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

  /** How often it is looked whether a rotation is due; one that a call starts waits so long. */
  private static final Duration ROTATION_INTERVAL = Duration.ofMillis(100);

  private static final Duration CLOSE_WAIT = Duration.ofMillis(500);

  private static final System.Logger LOG = System.getLogger(Background.class.getName());

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("strongroom-background").daemon().unstarted(task));
  private final AccessDays accesses;
  private final LastUses uses;

  private Background(AccessDays accesses, LastUses uses) {
    this.accesses = accesses;
    this.uses = uses;
  }

  /** Starts all tasks; what is due from before the start is done at once. */
  static Background start(Assembly assembly, Duration purgeInterval) {
    Background background = new Background(assembly.accesses, assembly.uses);
    background.repeat(assembly.accesses::flush, FLUSH_INTERVAL);
    background.repeat(assembly.uses::flush, FLUSH_INTERVAL);
    Membership membership = assembly.membership;
    background.repeat(onDuty(membership, assembly.purge::run), 0, purgeInterval);
    background.repeat(onDuty(membership, assembly.upkeep::run), 0, purgeInterval);
    background.repeat(assembly.rotations::tick, ROTATION_INTERVAL);
    return background;
  }

  /** One of all servers does it; should that one end, another soon has the duty. */
  private static Runnable onDuty(Membership membership, Runnable task) {
    return () -> {
      if (membership.isOnDuty()) {
        task.run();
      }
    };
  }

  /** Runs {@code task} again and again from {@code interval} on, until this is closed. */
  void repeat(Runnable task, Duration interval) {
    repeat(task, interval.toMillis(), interval);
  }

  private void repeat(Runnable task, long delayMillis, Duration interval) {
    var _ =
        executor.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                LOG.log(
                    System.Logger.Level.ERROR, "a background task failed; it is tried again", e);
              }
            },
            delayMillis,
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Stops all tasks and writes what is noted. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (executor.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        accesses.flush();
        uses.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "notes of use were not written", e);
    }
  }
}
