package io.strongroom.analyzer.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The texts that match one of some patterns. Also an automaton without determinism that accepts
 * them: a state is a set of positions within the patterns, as bits. Immutable.
 *
 * <p>Source: Baeza-Yates and Gonnet, "A New Approach to Text Searching", 1992.
 */
public final class Language {
  private static final Map<Integer, int[]> CASES = new ConcurrentHashMap<>();
  private static final int NO_SYMBOL = -1;
  private static final int DIGITS = -2;

  private final List<Pattern> patterns;
  private final Set<String> texts;
  private final boolean finite;
  private final boolean exactly;
  private final boolean ignoringCase;
  private final int words;
  private final long[] start;
  private final long[] accept;
  private final long[] runs;
  private final long[] runsInPart;
  private final long[] ones;
  private final long[] onesInPart;
  private final Map<Integer, long[]> exact = new HashMap<>();

  /** The character that leads on from each position, or one of the constants above. */
  private final int[] symbols;

  private @Nullable Set<String> examples;

  private Language(List<Pattern> patterns, boolean ignoringCase) {
    this.patterns = List.copyOf(patterns);
    this.ignoringCase = ignoringCase;
    this.exactly = patterns.stream().allMatch(Pattern::isExact);
    this.finite = exactly && !ignoringCase;
    this.texts = new LinkedHashSet<>();
    int positions = 0;
    for (Pattern pattern : patterns) {
      positions += (int) IntStream.of(pattern.tokens()).filter(Language::isSymbol).count() + 1;
      if (exactly) {
        String text = pattern.example("");
        texts.add(ignoringCase ? fold(text) : text);
      }
    }
    this.words = positions / Long.SIZE + 1;
    this.start = new long[words];
    this.accept = new long[words];
    this.runs = new long[words];
    this.runsInPart = new long[words];
    this.ones = new long[words];
    this.onesInPart = new long[words];
    this.symbols = new int[words * Long.SIZE];
    Arrays.fill(symbols, NO_SYMBOL);
    int position = 0;
    for (Pattern pattern : patterns) {
      position = lay(pattern.tokens(), position, ignoringCase) + 1;
    }
  }

  /** Returns the texts that match one of the patterns. */
  public static Language of(List<Pattern> patterns) {
    return new Language(patterns, false);
  }

  /** Returns these texts. */
  public static Language ofTexts(Iterable<String> texts) {
    List<Pattern> patterns = new ArrayList<>();
    texts.forEach(text -> patterns.add(Pattern.exact(text)));
    return of(patterns);
  }

  /** Returns the texts that match one of the patterns but for case, as Java compares them. */
  public static Language ignoringCase(List<Pattern> patterns) {
    return new Language(patterns, true);
  }

  private int lay(int[] tokens, int first, boolean ignoringCase) {
    int position = first;
    set(start, position);
    for (int token : tokens) {
      switch (token) {
        case Pattern.RUN -> set(runs, position);
        case Pattern.RUN_IN_PART -> set(runsInPart, position);
        case Pattern.ONE -> set(ones, position);
        case Pattern.ONE_IN_PART -> set(onesInPart, position);
        case Pattern.DIGIT -> {
          symbols[position] = DIGITS;
          for (int c = '0'; c <= '9'; c++) {
            set(exact.computeIfAbsent(c, _ -> new long[words]), position);
          }
        }
        default -> {
          symbols[position] = token;
          for (int c : ignoringCase ? cases(token) : new int[] {token}) {
            set(exact.computeIfAbsent(c, _ -> new long[words]), position);
          }
        }
      }
      position += isSymbol(token) ? 1 : 0;
    }
    set(accept, position);
    return position;
  }

  private static boolean isSymbol(int token) {
    return token != Pattern.RUN && token != Pattern.RUN_IN_PART;
  }

  /** Returns all characters that are the same but for case; there are more than two for some. */
  private static int[] cases(int c) {
    return CASES.computeIfAbsent(
        c,
        same ->
            same > Character.MAX_VALUE
                ? new int[] {same}
                : IntStream.rangeClosed(0, Character.MAX_VALUE)
                    .filter(other -> fold(other) == fold(same))
                    .toArray());
  }

  private static char fold(int c) {
    return Character.toLowerCase(Character.toUpperCase((char) c));
  }

  private static String fold(String text) {
    char[] folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = fold(folded[i]);
    }
    return new String(folded);
  }

  private static void set(long[] bits, int index) {
    bits[index / Long.SIZE] |= 1L << index;
  }

  /** Tells whether {@link #examples} are all texts that there are. */
  public boolean isFinite() {
    return finite;
  }

  /** Returns some of the texts, at least one for each pattern. */
  public Set<String> examples() {
    if (finite) {
      return texts;
    }
    Set<String> known = examples;
    if (known == null) {
      known = new LinkedHashSet<>();
      for (Pattern pattern : patterns) {
        known.add(pattern.example(""));
        known.add(pattern.example("x"));
      }
      examples = known;
    }
    return known;
  }

  /** Returns for each pattern with what all texts begin that match it; empty if case is ignored. */
  public List<String> beginnings() {
    return patterns.stream().map(pattern -> ignoringCase ? "" : pattern.beginning()).toList();
  }

  /** Tells whether a text is one of these. */
  public boolean contains(String text) {
    if (exactly) {
      return texts.contains(ignoringCase ? fold(text) : text);
    }
    long[] state = start;
    for (int i = 0; i < text.length() && !isDead(state); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      state = next(state, c);
    }
    return accepts(state);
  }

  /** Returns how many words a state has. */
  int words() {
    return words;
  }

  long[] start() {
    return start;
  }

  /** Returns the state after one more character. */
  long[] next(long[] state, int c) {
    boolean colon = c == ':';
    long[] takers = exact.get(c);
    long[] next = new long[words];
    long carry = 0;
    for (int w = 0; w < words; w++) {
      long taking = ones[w] | (colon ? 0 : onesInPart[w]) | (takers == null ? 0 : takers[w]);
      long moved = state[w] & taking;
      long staying = state[w] & (runs[w] | (colon ? 0 : runsInPart[w]));
      next[w] = (moved << 1) | carry | staying;
      carry = moved >>> (Long.SIZE - 1);
    }
    return next;
  }

  boolean accepts(long[] state) {
    for (int w = 0; w < words; w++) {
      if ((state[w] & accept[w]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether no text that goes on from here is in the language. */
  static boolean isDead(long[] state) {
    for (long word : state) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** Names the characters that lead elsewhere from a state than most others do. */
  void special(long[] state, IntConsumer characters) {
    boolean colon = false;
    for (int w = 0; w < words; w++) {
      colon |= (state[w] & (runsInPart[w] | onesInPart[w])) != 0;
      for (long rest = state[w]; rest != 0; rest &= rest - 1) {
        int symbol = symbols[w * Long.SIZE + Long.numberOfTrailingZeros(rest)];
        if (symbol == DIGITS) {
          for (int c = '0'; c <= '9'; c++) {
            characters.accept(c);
          }
        } else if (symbol >= 0 && ignoringCase) {
          for (int c : cases(symbol)) {
            characters.accept(c);
          }
        } else if (symbol >= 0) {
          characters.accept(symbol);
        }
      }
    }
    if (colon) {
      characters.accept(':');
    }
  }
}
