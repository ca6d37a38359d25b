package io.strongroom.core.store;

import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyCommit;
import io.strongroom.core.key.KeyStore;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.Material;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Does to KMS keys what is due: destroys those whose waiting time has ended, and gives new material
 * to those that rotate by themselves. What is due is read from the store each time, so a restart
 * forgets nothing.
 */
public final class KeyUpkeep {

  /** How many keys are seen to before the clock is looked at again. */
  private static final int STRIDE = 100;

  private static final System.Logger LOG = System.getLogger(KeyUpkeep.class.getName());

  private final KeyStore store;
  private final Keys keys;
  private final InstantSource clock;
  private final ClockWatch watch;

  /** Sees to the keys of {@code store} by {@code clock}, while {@code watch} trusts the clock. */
  public KeyUpkeep(KeyStore store, Keys keys, InstantSource clock, ClockWatch watch) {
    this.store = store;
    this.keys = keys;
    this.clock = clock;
    this.watch = watch;
  }

  /**
   * Does everything that is due. A key that changes meanwhile is looked at again the next time.
   *
   * @return how many keys were destroyed or rotated
   */
  public int run() {
    int done = 0;
    while (watch.isSteady()) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      List<Key> due = store.dueKeys(now, STRIDE);
      for (Key key : due) {
        if (keys.commit(change(key, now)) == KeyCommit.DONE) {
          done++;
          LOG.log(
              System.Logger.Level.INFO,
              "{0} was {1}",
              key.arn(),
              key.isPendingDeletion() ? "destroyed" : "rotated");
        }
      }
      if (due.size() < STRIDE) {
        break;
      }
    }
    return done;
  }

  private KeyWrite change(Key key, Instant now) {
    return key.isPendingDeletion()
        ? new KeyWrite.Destroy(key)
        : keys.rotation(key, Material.Origin.AUTOMATIC, now);
  }
}
