package io.strongroom.iam.policy.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over texts, in which {@code *} is any run of characters and {@code ?} any one.
 * Characters are code points.
 *
 * <p>In a pattern over resources a {@code *} that ends a part, as colons separate them, may run on
 * past the colon; any other {@code *} and every {@code ?} stays in its part.
 *
 * <p>Matching takes at most pattern length times text length steps, whatever the pattern
 * (requirement AUZ-5).
 */
final class TextPattern {
  private static final int RUN = -1;
  private static final int RUN_IN_PART = -2;
  private static final int ONE = -3;
  private static final int ONE_IN_PART = -4;

  /** The first variable; the others count down from here. */
  private static final int VARIABLE = -5;

  /** Up to this length of text, in characters, keeping two positions is fast whatever comes. */
  private static final int LONG_TEXT = 256;

  private final int[] tokens;
  private final List<Piece.Variable> variables;

  /** Whether the tokens, as long as no variable is filled in, hold runs of both sorts. */
  private final boolean mixesRuns;

  private TextPattern(int[] tokens, List<Piece.Variable> variables) {
    this.tokens = tokens;
    this.variables = variables;
    this.mixesRuns = mixesRuns(tokens);
  }

  /** Makes a pattern in which colons are characters like others. */
  static TextPattern of(List<Piece> pieces) {
    List<Piece.Variable> variables = new ArrayList<>();
    return new TextPattern(tokens(pieces, variables), List.copyOf(variables));
  }

  /** Makes a pattern over resources. */
  static TextPattern inParts(List<Piece> pieces) {
    List<Piece.Variable> variables = new ArrayList<>();
    int[] tokens = tokens(pieces, variables);
    for (int i = 0; i < tokens.length; i++) {
      boolean endsPart = i + 1 == tokens.length || tokens[i + 1] == ':';
      if (tokens[i] == RUN && !endsPart) {
        tokens[i] = RUN_IN_PART;
      } else if (tokens[i] == ONE) {
        tokens[i] = ONE_IN_PART;
      }
    }
    return new TextPattern(tokens, List.copyOf(variables));
  }

  private static int[] tokens(List<Piece> pieces, List<Piece.Variable> variables) {
    int[] tokens = new int[pieces.stream().mapToInt(TextPattern::length).sum()];
    int count = 0;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Plain(String text) -> {
          for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int token = c == '*' ? RUN : c == '?' ? ONE : c;
            if (token != RUN || count == 0 || tokens[count - 1] != RUN) {
              tokens[count++] = token;
            }
          }
        }
        case Piece.Quoted(char c) -> tokens[count++] = c;
        case Piece.Variable variable -> {
          tokens[count++] = VARIABLE - variables.size();
          variables.add(variable);
        }
      }
    }
    return Arrays.copyOf(tokens, count);
  }

  private static int length(Piece piece) {
    return piece instanceof Piece.Plain(String text) ? text.length() : 1;
  }

  /** Tells whether the whole of {@code text} matches; nothing matches a variable without value. */
  boolean matches(String text, Inquiry inquiry) {
    int[] pattern = variables.isEmpty() ? tokens : filled(inquiry);
    if (pattern == null) {
      return false;
    }
    boolean simple = !mixesRuns && text.length() <= LONG_TEXT;
    return simple ? scan(pattern, text, inquiry) : Positions.match(pattern, text, inquiry);
  }

  private int @Nullable [] filled(Inquiry inquiry) {
    IntStream.Builder filled = IntStream.builder();
    for (int token : tokens) {
      if (token > VARIABLE) {
        filled.add(token);
      } else {
        String value = Template.value(variables.get(VARIABLE - token), inquiry);
        if (value == null) {
          return null;
        }
        value.codePoints().forEach(filled::add);
      }
    }
    return filled.build().toArray();
  }

  private static boolean mixesRuns(int[] pattern) {
    boolean free = false;
    boolean bound = false;
    for (int token : pattern) {
      free |= token == RUN;
      bound |= token == RUN_IN_PART;
    }
    return free && bound;
  }

  /**
   * Keeps two positions. When a character does not fit, only the last run takes one more. That is
   * enough while runs are of one sort: if the last one may not take a colon, no earlier one may.
   */
  private static boolean scan(int[] pattern, String text, Inquiry inquiry) {
    int p = 0;
    int t = 0;
    int run = -1;
    int taken = 0;
    long steps = 0;
    boolean possible = true;
    while (possible && t < text.length()) {
      steps++;
      int token = p < pattern.length ? pattern[p] : VARIABLE;
      int c = text.codePointAt(t);
      if (token == RUN && p + 1 == pattern.length) {
        p++;
        t = text.length(); // the last run takes whatever is left
      } else if (isRun(token)) {
        run = p++;
        taken = t;
      } else if (fits(token, c)) {
        p++;
        t += Character.charCount(c);
      } else if (run >= 0) {
        int more = text.codePointAt(taken);
        possible = takes(pattern[run], more);
        taken += Character.charCount(more);
        t = taken;
        p = run + 1;
      } else {
        possible = false;
      }
    }
    inquiry.step(steps);
    return possible && onlyRunsFrom(pattern, p);
  }

  private static boolean onlyRunsFrom(int[] pattern, int start) {
    for (int p = start; p < pattern.length; p++) {
      if (!isRun(pattern[p])) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a token stands for any number of characters. */
  static boolean isRun(int token) {
    return token == RUN || token == RUN_IN_PART;
  }

  /** Tells whether a run may take a character. */
  static boolean takes(int run, int c) {
    return run == RUN || c != ':';
  }

  /** Tells whether a token that is no run stands for a character. */
  static boolean fits(int token, int c) {
    return token == c || token == ONE || (token == ONE_IN_PART && c != ':');
  }
}
