package io.strongroom.core.store;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Notes on which day a value was last read, so that a read stays a read: what is new is kept here,
 * seen at once by every {@link #find}, and written behind by {@link #flush}, at most once per
 * version and day. A crash may lose the notes of the last moments.
 */
public final class AccessDays {

  /** How many secrets can have a note; beyond it reads are not noted until the next flush. */
  static final int MAX_NOTES = 100_000;

  /** How many secrets are written in one commit, which is flushed to disk once. */
  static final int BATCH = 100;

  private final SecretStore store;
  private final ConcurrentMap<Place, Note> notes = new ConcurrentHashMap<>();

  /** Comparable for the sake of names that were chosen to collide (requirement DOS-5). */
  private record Place(AccountId account, Region region, SecretName name)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing((Place place) -> place.name().text())
            .thenComparing(place -> place.region().name())
            .thenComparing(place -> place.account().digits());

    static Place of(Secret secret) {
      return new Place(secret.account(), secret.region(), secret.identity().name());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * When versions of one secret were read.
   *
   * @param secret the immutable id, since a name can be created anew
   * @param days not changed any more
   */
  private record Note(UUID secret, Map<VersionId, Instant> days) {

    /** This note and a newer one. */
    Note joined(Note newer) {
      if (!secret.equals(newer.secret)) {
        return newer;
      }
      Map<VersionId, Instant> both = new HashMap<>(days);
      newer.days.forEach(
          (id, day) -> both.merge(id, day, (one, other) -> one.isAfter(other) ? one : other));
      return both.equals(days) ? this : new Note(secret, both);
    }

    Secret in(Secret stored) {
      if (!stored.identity().id().equals(secret)) {
        return stored;
      }
      Secret next = stored;
      for (Map.Entry<VersionId, Instant> read : days.entrySet()) {
        next = next.accessed(read.getKey(), read.getValue());
      }
      return next;
    }
  }

  /** A note and the secret with it. */
  private record Noted(Place place, Note note, Secret secret) {}

  /** Reads secrets from {@code store} and writes notes to it. */
  public AccessDays(SecretStore store) {
    this.store = store;
  }

  /** Notes that a version of {@code secret} was read at {@code now}. */
  public void note(Secret secret, Version version, Instant now) {
    Instant day = now.truncatedTo(ChronoUnit.DAYS);
    if (day.equals(version.accessed()) && day.equals(secret.times().accessed())) {
      return;
    }
    Place place = Place.of(secret);
    if (notes.size() >= MAX_NOTES && !notes.containsKey(place)) {
      return;
    }
    Note note = new Note(secret.identity().id(), Map.of(version.id(), day));
    notes.merge(place, note, Note::joined);
  }

  /** Returns a stored secret with the notes that are not written yet, or null if there is none. */
  public @Nullable Secret find(AccountId account, Region region, SecretName name) {
    // Before the store is asked, because notes go from here to the store and never back. Whether
    // the map is empty is not asked: its count comes after its entries, which others already see.
    Note note = notes.get(new Place(account, region, name));
    Secret stored = store.find(account, region, name);
    return stored == null || note == null ? stored : note.in(stored);
  }

  /**
   * Returns {@code secret}, which was listed, with the notes that are not written yet. A day that
   * is written in the very moment between may be missing.
   */
  public Secret seenIn(Secret secret) {
    Note note = notes.get(Place.of(secret));
    return note == null ? secret : note.in(secret);
  }

  /**
   * Writes all notes to the store. What a concurrent change overtakes is tried again next time, and
   * so is what fails.
   *
   * @throws RuntimeException if the store takes no writes; or, once everything else is written, if
   *     a secret could not be read
   */
  public void flush() {
    RuntimeException failure = null;
    List<Noted> batch = new ArrayList<>(BATCH);
    for (Map.Entry<Place, Note> entry : notes.entrySet()) {
      try {
        addUnwritten(entry.getKey(), entry.getValue(), batch);
      } catch (RuntimeException e) {
        failure = e;
      }
      if (batch.size() == BATCH) {
        write(batch);
        batch.clear();
      }
    }
    write(batch);
    if (failure != null) {
      throw failure;
    }
  }

  private void addUnwritten(Place place, Note note, List<Noted> batch) {
    Secret stored = store.find(place.account(), place.region(), place.name());
    Secret next = stored == null ? null : note.in(stored);
    if (next == null || next.equals(stored)) {
      notes.remove(place, note);
    } else {
      batch.add(new Noted(place, note, next));
    }
  }

  /**
   * A batch that was overtaken is written secret by secret, so that a busy one holds up no other.
   */
  private void write(List<Noted> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<SecretWrite> writes = new ArrayList<>(batch.size());
    batch.forEach(each -> writes.add(new SecretWrite.Update(each.secret(), List.of(), List.of())));
    if (store.commit(writes) instanceof Commit.Done) {
      batch.forEach(each -> notes.remove(each.place(), each.note()));
    } else if (batch.size() > 1) {
      batch.forEach(each -> write(List.of(each)));
    }
  }
}
