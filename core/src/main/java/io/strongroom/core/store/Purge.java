package io.strongroom.core.store;

import io.strongroom.core.secret.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Deletes secrets whose recovery window has ended: the background task of DeleteSecret. What is due
 * is read from the store each time, so a restart forgets nothing.
 */
public final class Purge {

  /** How many secrets are purged before the clock is looked at again. */
  private static final int STRIDE = 100;

  private final SecretStore store;
  private final InstantSource clock;
  private final ClockWatch watch;

  /** Purges in {@code store} what is due by {@code clock}, while {@code watch} trusts the clock. */
  public Purge(SecretStore store, InstantSource clock, ClockWatch watch) {
    this.store = store;
    this.clock = clock;
    this.watch = watch;
  }

  /**
   * Purges everything that is due.
   *
   * @return how many secrets were purged
   */
  public int run() {
    int purged = 0;
    while (watch.isSteady()) {
      Instant now = clock.instant();
      List<Secret> due = store.due(now, STRIDE);
      for (Secret secret : due) {
        if (store.commit(List.of(new SecretWrite.Delete(secret))) instanceof Commit.Done) {
          purged++;
        }
      }
      if (due.size() < STRIDE) {
        break;
      }
    }
    return purged;
  }
}
