package io.strongroom.cli;

import io.strongroom.store.postgres.NoPrimaryException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens the store of a server, and waits for a database that has no primary yet: machines that
 * start together come up in any order.
 */
final class AwaitedStore {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private AwaitedStore() {}

  /**
   * Opens the store. A process that is told to stop meanwhile ends at once, with exit code 0.
   *
   * @param longest for how long attempts are made; at least one is
   * @param err is told once what is waited for
   * @throws Refusal if there is no primary in time, or anything else is wrong
   */
  static StoreFiles.Opened open(StorePlace place, Path rootKey, Duration longest, PrintWriter err)
      throws Refusal, InterruptedException {
    AtomicBoolean waiting = new AtomicBoolean(true);
    Thread stop =
        Thread.ofPlatform().name("strongroom-stop-waiting").unstarted(() -> stop(waiting));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return await(place, rootKey, longest, err);
    } finally {
      waiting.set(false);
    }
  }

  private static StoreFiles.Opened await(
      StorePlace place, Path rootKey, Duration longest, PrintWriter err)
      throws Refusal, InterruptedException {
    long began = System.nanoTime();
    for (boolean told = false; ; told = true) {
      try {
        return StoreFiles.open(place, rootKey);
      } catch (Refusal e) {
        boolean isLate = System.nanoTime() - began >= longest.toNanos();
        if (isLate || !(e.getCause() instanceof NoPrimaryException)) {
          throw e;
        }
        if (!told) {
          err.println("Waiting for up to " + longest.toSeconds() + " s: " + e.getMessage());
          err.flush();
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  /** The hook stays until the process ends, as none can be removed while hooks run. */
  private static void stop(AtomicBoolean waiting) {
    if (waiting.get()) {
      Runtime.getRuntime().halt(0);
    }
  }
}
