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
    for (int t = 0; t < text.length(); t += Character.charCount(text.codePointAt(t))) {
      advance(at, taking(text.codePointAt(t)));
      passRuns(at);
      steps += words;
    }
    int end = pattern.length;
    return ((at[end / Long.SIZE] >>> end) & 1) != 0;
  }

  /** Goes on by one character: within a run it stays, elsewhere it moves by one token. */
  private void advance(long[] at, long[] taking) {
    long carry = 0;
    for (int w = 0; w < words; w++) {
      long fitting = at[w] & taking[w];
      long moving = fitting & ~runs[w];
      at[w] = (fitting & runs[w]) | (moving << 1) | carry;
      carry = moving >>> (Long.SIZE - 1);
    }
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
