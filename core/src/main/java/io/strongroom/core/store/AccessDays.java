package io.strongroom.core.store;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Notes on which day a value was last read, so that a read stays a read: what is new is kept here,
 * seen at once by every {@link #seenIn}, and written behind by {@link #flush}, at most once per
 * version and day. A crash may lose the notes of the last moments.
 */
public final class AccessDays {

  /** How many secrets can have a note; beyond it reads are not noted until the next flush. */
  private static final int MAX_NOTES = 100_000;

  private final SecretStore store;
  private final ConcurrentMap<Place, Map<VersionId, Instant>> notes = new ConcurrentHashMap<>();

  private record Place(AccountId account, Region region, SecretName name) {}

  /** Writes notes to {@code store}. */
  public AccessDays(SecretStore store) {
    this.store = store;
  }

  /** Notes that a version of {@code secret} was read at {@code now}. */
  public void note(Secret secret, Version version, Instant now) {
    Instant day = now.truncatedTo(ChronoUnit.DAYS);
    if (day.equals(version.accessed()) && day.equals(secret.times().accessed())) {
      return;
    }
    Place place = placeOf(secret);
    if (notes.size() >= MAX_NOTES && !notes.containsKey(place)) {
      return;
    }
    notes.merge(
        place,
        Map.of(version.id(), day),
        (before, added) -> {
          if (day.equals(before.get(version.id()))) {
            return before;
          }
          Map<VersionId, Instant> both = new ConcurrentHashMap<>(before);
          both.putAll(added);
          return both;
        });
  }

  /** Returns {@code secret} with the notes that are not written yet. */
  public Secret seenIn(Secret secret) {
    if (notes.isEmpty()) {
      return secret;
    }
    Map<VersionId, Instant> noted = notes.get(placeOf(secret));
    return noted == null ? secret : noting(secret, noted);
  }

  /** Writes all notes to the store. What a concurrent change overtakes is tried again next time. */
  public void flush() {
    for (Map.Entry<Place, Map<VersionId, Instant>> entry : notes.entrySet()) {
      Place place = entry.getKey();
      Secret stored = store.find(place.account(), place.region(), place.name());
      if (stored == null || write(stored, entry.getValue()) instanceof Commit.Done) {
        notes.remove(place, entry.getValue());
      }
    }
  }

  private Commit write(Secret stored, Map<VersionId, Instant> noted) {
    Secret next = noting(stored, noted);
    return store.commit(List.of(new SecretWrite.Update(next, List.of(), List.of())));
  }

  private static Secret noting(Secret secret, Map<VersionId, Instant> noted) {
    Secret next = secret;
    for (Map.Entry<VersionId, Instant> entry : noted.entrySet()) {
      if (secret.versions().find(entry.getKey()) != null) {
        next = next.accessed(entry.getKey(), entry.getValue());
      }
    }
    return next;
  }

  private static Place placeOf(Secret secret) {
    return new Place(secret.account(), secret.region(), secret.identity().name());
  }
}
