package io.strongroom.core.store;

import io.strongroom.core.secret.Secret;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of the ordered list of an account's secrets in a region.
 *
 * @param namePrefix only names that begin so; empty for all
 * @param deletions whether secrets scheduled for deletion are among them
 * @param after where to go on, or null to begin at the start
 * @param limit how many at most
 * @param words for each list, secrets of which no word begins with one in it may be left out, as
 *     {@link io.strongroom.core.filter.SubjectWords} has their words; a store may list them too
 */
public record Scan(
    AccountId account,
    Region region,
    String namePrefix,
    Deletions deletions,
    SortBy sortBy,
    Direction direction,
    @Nullable Position after,
    int limit,
    List<List<String>> words) {

  /** Makes a stretch of all words. */
  public Scan(
      AccountId account,
      Region region,
      String namePrefix,
      Deletions deletions,
      SortBy sortBy,
      Direction direction,
      @Nullable Position after,
      int limit) {
    this(account, region, namePrefix, deletions, sortBy, direction, after, limit, List.of());
  }

  /** Whether secrets scheduled for deletion are listed. */
  public enum Deletions {
    LEFT_OUT,
    INCLUDED
  }

  /** What the list is ordered by; the name decides between equals. */
  public enum SortBy {
    CREATED,
    ACCESSED,
    CHANGED,
    NAME;

    /** Returns a secret's sort key in milliseconds: 0 for never read, and for order by name. */
    public long keyOf(Secret secret) {
      return switch (this) {
        case CREATED -> secret.times().created().toEpochMilli();
        case CHANGED -> secret.times().changed().toEpochMilli();
        case ACCESSED -> millisOrZero(secret.times().accessed());
        case NAME -> 0;
      };
    }

    private static long millisOrZero(@Nullable Instant date) {
      return date == null ? 0 : date.toEpochMilli();
    }
  }

  /** Which end the list begins at. */
  public enum Direction {
    ASCENDING,
    DESCENDING
  }

  /**
   * A place in the list, which stays meaningful when secrets come and go around it.
   *
   * @param key the sort key of the secret last seen
   * @param name its name
   */
  public record Position(long key, String name) {

    /** Returns the place of {@code secret} in a list ordered by {@code sortBy}. */
    public static Position of(Secret secret, SortBy sortBy) {
      return new Position(sortBy.keyOf(secret), secret.name());
    }
  }

  /** The same stretch, further on. */
  public Scan after(Position position) {
    return new Scan(
        account, region, namePrefix, deletions, sortBy, direction, position, limit, words);
  }

  /** The same stretch for whoever wants but secrets with such words. */
  public Scan having(List<List<String>> required) {
    return new Scan(
        account,
        region,
        namePrefix,
        deletions,
        sortBy,
        direction,
        after,
        limit,
        required.stream().map(List::copyOf).toList());
  }
}
