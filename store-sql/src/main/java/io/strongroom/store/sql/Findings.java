package io.strongroom.store.sql;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a check has counted and found so far. */
public final class Findings {

  /** How many problems are listed; more than these say nothing new. */
  private static final int MAX_LISTED = 1_000;

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<String> problems = new ArrayList<>();
  private long unlisted;

  /** What is counted. */
  public enum Kind {
    SECRET,
    ENVELOPE,
    KMS_KEY,
    ACCOUNT,
    IDENTITY,
    ACCESS_KEY,
    FUNCTION,
    OPENED
  }

  /** Counts one more. */
  public void count(Kind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  /** Notes a problem in one line, which holds no value and no key. */
  public void problem(String line) {
    if (problems.size() < MAX_LISTED) {
      problems.add(line);
    } else {
      unlisted++;
    }
  }

  /** Returns all of it. */
  public CheckReport report() {
    List<String> lines = new ArrayList<>(problems);
    if (unlisted > 0) {
      lines.add("and " + unlisted + " more");
    }
    return new CheckReport(
        countOf(Kind.SECRET),
        countOf(Kind.ENVELOPE),
        countOf(Kind.KMS_KEY),
        countOf(Kind.ACCOUNT),
        countOf(Kind.IDENTITY),
        countOf(Kind.ACCESS_KEY),
        countOf(Kind.FUNCTION),
        countOf(Kind.OPENED),
        lines);
  }

  private long countOf(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
