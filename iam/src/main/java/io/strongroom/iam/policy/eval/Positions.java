package io.strongroom.iam.policy.eval;

/**
 * Matches a pattern by keeping all positions in it that are possible, as bits, sixty-four at a
 * time. The time depends on the lengths alone, not on what pattern and text are.
 *
 * <p>Source: Baeza-Yates and Gonnet, "A New Approach to Text Searching", 1992.
 */
final class Positions {
  /** Characters below this are looked up; of the others, rare in policies, none is remembered. */
  private static final int REMEMBERED = 256;

  private final int[] pattern;
  private final int words;

  /** For each character, which tokens take it; filled in when the character comes up. */
  private final long[][] taking = new long[REMEMBERED][];

  private final long[] runs;
  private long steps;

  private Positions(int[] pattern) {
    this.pattern = pattern;
    this.words = pattern.length / Long.SIZE + 1;
    this.runs = new long[words];
    for (int p = 0; p < pattern.length; p++) {
      if (TextPattern.isRun(pattern[p])) {
        set(runs, p);
      }
    }
  }

  /** Tells whether the whole of {@code text} matches the tokens of a {@link TextPattern}. */
  static boolean match(int[] pattern, String text, Inquiry inquiry) {
    Positions positions = new Positions(pattern);
    boolean matches = positions.match(text);
    inquiry.step(positions.steps);
    return matches;
  }

  private boolean match(String text) {
    long[] at = new long[words];
    set(at, 0);
    passRuns(at);
    int length = text.length();
    int t = 0;
    while (t < length) {
      int c = text.codePointAt(t);
      t += Character.charCount(c);
      if (advance(at, taking(c))) {
        passRuns(at);
      }
    }
    steps += (long) words * length;
    int end = pattern.length;
    return ((at[end / Long.SIZE] >>> end) & 1) != 0;
  }

  /**
   * Goes on by one character, within a run it stays, elsewhere it moves by one token; and on behind
   * the runs that it has come to, which may be empty. Returns whether another run stands behind one
   * of those, which is rare.
   */
  private boolean advance(long[] at, long[] taking) {
    long moved = 0;
    long passed = 0;
    long more = 0;
    for (int w = 0; w < at.length; w++) {
      long run = runs[w];
      long fitting = at[w] & taking[w];
      long moving = fitting & ~run;
      long now = (fitting & run) | (moving << 1) | moved;
      moved = moving >>> (Long.SIZE - 1);
      long waiting = now & run;
      long behind = (waiting << 1) | passed;
      passed = waiting >>> (Long.SIZE - 1);
      more |= behind & ~now & run;
      at[w] = now | behind;
    }
    return more != 0;
  }

  /** A run may be empty; no two runs stand side by side but around an empty variable. */
  private void passRuns(long[] at) {
    long changed;
    do {
      changed = 0;
      long carry = 0;
      for (int w = 0; w < words; w++) {
        long waiting = at[w] & runs[w];
        long more = at[w] | (waiting << 1) | carry;
        carry = waiting >>> (Long.SIZE - 1);
        changed |= (more ^ at[w]) & runs[w];
        at[w] = more;
      }
    } while (changed != 0);
  }

  private long[] taking(int c) {
    long[] known = c < REMEMBERED ? taking[c] : null;
    if (known != null) {
      return known;
    }
    long[] row = new long[words];
    for (int p = 0; p < pattern.length; p++) {
      int token = pattern[p];
      if (TextPattern.isRun(token) ? TextPattern.takes(token, c) : TextPattern.fits(token, c)) {
        set(row, p);
      }
    }
    steps += pattern.length;
    if (c < REMEMBERED) {
      taking[c] = row;
    }
    return row;
  }

  private static void set(long[] bits, int index) {
    bits[index / Long.SIZE] |= 1L << index;
  }
}
