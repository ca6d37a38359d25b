package io.strongroom.analyzer.text;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.eval.Piece;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over texts, as tokens: code points, and the negative numbers below. The same patterns
 * as the evaluator has, written anew, so that one finds the mistakes of the other.
 */
public final class Pattern {
  /** Any run of characters. */
  static final int RUN = -1;

  /** Any run of characters but colons. */
  static final int RUN_IN_PART = -2;

  /** Any character. */
  static final int ONE = -3;

  /** Any character but a colon. */
  static final int ONE_IN_PART = -4;

  /** Any digit. */
  static final int DIGIT = -5;

  /** A run that a variable brings along. */
  private static final int RUN_OF_VARIABLE = -6;

  private static final int FIELDS_OF_ARN = 6;
  private static final int LETTERS_OF_SUFFIX = 6;

  private final int[] tokens;

  private Pattern(int[] tokens) {
    this.tokens = tokens;
  }

  /** What stands for a variable. */
  public sealed interface Value {

    /**
     * A text; wildcards in it are plain characters.
     *
     * @param text the text
     */
    record Text(String text) implements Value {}

    /** Any text whatever. */
    record Any() implements Value {}
  }

  /** Says what stands for variables. */
  @FunctionalInterface
  public interface Values {

    /** Returns what stands for a variable; null if nothing does, so that nothing matches. */
    @Nullable Value of(Piece.Variable variable);
  }

  /** Makes a pattern that one text matches. */
  public static Pattern exact(String text) {
    return new Pattern(text.codePoints().toArray());
  }

  /** Makes the pattern of the ARNs of secrets. */
  public static Pattern secret() {
    IntStream.Builder tokens = IntStream.builder();
    "arn:aws:secretsmanager:".chars().forEach(tokens);
    tokens.add(ONE_IN_PART).add(RUN_IN_PART).add(':');
    IntStream.range(0, AccountId.LENGTH).forEach(_ -> tokens.add(DIGIT));
    ":secret:".chars().forEach(tokens);
    tokens.add(ONE).add(RUN).add('-');
    IntStream.range(0, LETTERS_OF_SUFFIX).forEach(_ -> tokens.add(ONE_IN_PART));
    return new Pattern(tokens.build().toArray());
  }

  /** Makes a pattern that all texts match which begin with one; wildcards in it are plain. */
  public static Pattern beginningWith(String text) {
    return new Pattern(IntStream.concat(text.codePoints(), IntStream.of(RUN)).toArray());
  }

  /** Makes a pattern without wildcards; null if a variable has no value. */
  public static @Nullable Pattern exact(List<Piece> pieces, Values values) {
    IntStream.Builder tokens = IntStream.builder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Plain(String text)) {
        text.codePoints().forEach(tokens);
      } else if (!add(piece, values, tokens)) {
        return null;
      }
    }
    return free(tokens);
  }

  /** Makes a pattern with wildcards; null if a variable has no value. */
  public static @Nullable Pattern like(List<Piece> pieces, Values values) {
    IntStream.Builder tokens = IntStream.builder();
    for (Piece piece : pieces) {
      if (!add(piece, values, tokens)) {
        return null;
      }
    }
    return free(tokens);
  }

  private static Pattern free(IntStream.Builder tokens) {
    return new Pattern(
        tokens.build().map(token -> token == RUN_OF_VARIABLE ? RUN : token).toArray());
  }

  /**
   * Makes a pattern over resources: a run that ends a part, as colons separate them, may go on past
   * the colon, and every other wildcard stays in its part. Null if a variable has no value.
   */
  public static @Nullable Pattern inParts(List<Piece> pieces, Values values) {
    IntStream.Builder all = IntStream.builder();
    for (Piece piece : pieces) {
      if (!add(piece, values, all)) {
        return null;
      }
    }
    int[] tokens = all.build().toArray();
    IntStream.Builder inParts = IntStream.builder();
    for (int i = 0; i < tokens.length; i++) {
      boolean open = tokens[i] == RUN && endsPart(tokens, i);
      inParts.add(open ? RUN : inPart(tokens[i]));
    }
    return free(inParts);
  }

  private static boolean endsPart(int[] tokens, int run) {
    int next = run + 1;
    while (next < tokens.length && tokens[next] == RUN) {
      next++;
    }
    return next == tokens.length || tokens[next] == ':';
  }

  /**
   * Makes a pattern of six fields, which the first five colons separate; a wildcard stays in its
   * field. Null if there are fewer fields, if a variable has no value, or if a value brings a colon
   * into one of the first five fields: nothing matches such a pattern.
   */
  public static @Nullable Pattern arn(List<Piece> pieces, Values values) {
    IntStream.Builder tokens = IntStream.builder();
    int fields = 1;
    for (Piece piece : pieces) {
      IntStream.Builder part = IntStream.builder();
      if (!add(piece, values, part)) {
        return null;
      }
      for (int token : part.build().toArray()) {
        boolean last = fields == FIELDS_OF_ARN;
        if (token == ':' && !last) {
          if (!(piece instanceof Piece.Plain)) {
            return null;
          }
          fields++;
        }
        tokens.add(last ? token : inPart(token == RUN_OF_VARIABLE ? RUN : token));
      }
    }
    return fields == FIELDS_OF_ARN ? free(tokens) : null;
  }

  private static int inPart(int token) {
    return switch (token) {
      case RUN -> RUN_IN_PART;
      case ONE -> ONE_IN_PART;
      default -> token;
    };
  }

  private static boolean add(Piece piece, Values values, IntStream.Builder tokens) {
    switch (piece) {
      case Piece.Plain(String text) ->
          text.codePoints().map(c -> c == '*' ? RUN : c == '?' ? ONE : c).forEach(tokens);
      case Piece.Quoted(char c) -> tokens.add(c);
      case Piece.Variable variable -> {
        switch (values.of(variable)) {
          case null -> {
            return false;
          }
          case Value.Text(String text) -> text.codePoints().forEach(tokens);
          case Value.Any() -> tokens.add(RUN_OF_VARIABLE);
        }
      }
    }
    return true;
  }

  /** Tells whether one text alone matches. */
  boolean isExact() {
    return IntStream.of(tokens).allMatch(token -> token >= 0);
  }

  /** Returns the text before the first wildcard. */
  String beginning() {
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      if (token < 0) {
        break;
      }
      text.appendCodePoint(token);
    }
    return text.toString();
  }

  /** Returns the tokens; not to be changed. */
  int[] tokens() {
    return tokens;
  }

  /**
   * Returns a text that matches.
   *
   * @param run what stands for each run
   */
  String example(String run) {
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      switch (token) {
        case RUN, RUN_IN_PART -> text.append(run);
        case ONE, ONE_IN_PART -> text.append('x');
        case DIGIT -> text.append('7');
        default -> text.appendCodePoint(token);
      }
    }
    return text.toString();
  }
}
