package io.strongroom.core.identity;

import io.strongroom.iam.Region;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Notes on when access keys and roles were last used, so that verifying a request stores nothing:
 * what is new is kept here, seen at once by {@link #of}, and written behind by {@link #flush}. A
 * crash may lose the notes of the last moments.
 */
public final class LastUses {

  /**
   * How finely uses are told apart. A key that is used all the time is stored once in this time, or
   * when its region or service is another.
   */
  public static final Duration PRECISION = Duration.ofMinutes(1);

  /**
   * How many keys and roles can have a note; beyond it uses are not noted until some are dropped.
   */
  static final int MAX_NOTES = 100_000;

  /** How many notes are written in one commit, so that others need not wait long. */
  static final int BATCH = 1_000;

  private final DirectoryStore store;
  private final InstantSource clock;
  private final ConcurrentMap<Subject, Note> notes = new ConcurrentHashMap<>();

  /** A use, and whether the store has it. */
  private record Note(LastUse use, boolean written) {

    boolean covers(Instant date, Region region, String service) {
      return !use.date().isBefore(date)
          && use.service().equals(service)
          && use.region().equals(region);
    }
  }

  /** Writes notes to {@code store}. */
  public LastUses(DirectoryStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Notes that a key or role is used now. Takes no lock unless the note is new. */
  public void note(Subject subject, Region region, String service) {
    long minutes = Math.floorDiv(clock.millis(), PRECISION.toMillis());
    Instant date = Instant.ofEpochMilli(minutes * PRECISION.toMillis());
    Note known = notes.get(subject);
    if (known == null ? notes.size() >= MAX_NOTES : known.covers(date, region, service)) {
      return;
    }
    notes.put(subject, new Note(new LastUse(date, region, service), false));
  }

  /** Returns when a key or role was last used, or null for never. */
  public @Nullable LastUse of(Subject subject) {
    // Before the store is asked, because notes go from here to the store and never back.
    Note note = notes.get(subject);
    return note == null ? store.lastUse(subject) : note.use();
  }

  /**
   * Writes all new notes to the store, and drops those that were written before.
   *
   * @throws RuntimeException if the store takes no writes; the notes are kept then
   */
  public void flush() {
    Instant old = clock.instant().minus(PRECISION);
    Map<Subject, Note> batch = HashMap.newHashMap(BATCH);
    for (Map.Entry<Subject, Note> each : notes.entrySet()) {
      Note note = each.getValue();
      if (!note.written()) {
        batch.put(each.getKey(), note);
      } else if (note.use().date().isBefore(old)) {
        notes.remove(each.getKey(), note);
      }
      if (batch.size() == BATCH) {
        write(batch);
        batch.clear();
      }
    }
    write(batch);
  }

  private void write(Map<Subject, Note> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    Map<Subject, LastUse> uses = HashMap.newHashMap(fresh.size());
    fresh.forEach((subject, note) -> uses.put(subject, note.use()));
    store.storeUses(uses);
    fresh.forEach((subject, note) -> notes.replace(subject, note, new Note(note.use(), true)));
  }
}
