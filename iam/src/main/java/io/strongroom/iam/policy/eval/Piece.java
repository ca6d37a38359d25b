package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.PolicyDocument.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a text in a policy. What looks like a variable but is not well-formed is plain text.
 *
 * <p>Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
public sealed interface Piece {

  /** Text as written, in which wildcards have their meaning. */
  record Plain(String text) implements Piece {}

  /** One of <code>${*}</code>, <code>${?}</code> and <code>${$}</code>: that character itself. */
  record Quoted(char c) implements Piece {}

  /**
   * A variable; what it stands for is inserted as a literal (requirement AUZ-6).
   *
   * @param key the condition key whose value is meant
   * @param otherwise what stands there if the request has none, or null
   */
  record Variable(ConditionKey key, @Nullable String otherwise) implements Piece {}

  /** Takes a text apart; in the first version of the language everything is plain. */
  static List<Piece> split(String text, Version version) {
    if (version == Version.V2008_10_17 || !text.contains("${")) {
      return List.of(new Plain(text));
    }
    List<Piece> pieces = new ArrayList<>();
    int plain = 0;
    int start = text.indexOf("${");
    while (start >= 0) {
      int end = end(text, start);
      Piece piece = end < 0 ? null : variable(text.substring(start + 2, end));
      int next = start + 2;
      if (piece != null) {
        if (start > plain) {
          pieces.add(new Plain(text.substring(plain, start)));
        }
        pieces.add(piece);
        plain = end + 1;
        next = plain;
      }
      start = text.indexOf("${", next);
    }
    if (plain < text.length()) {
      pieces.add(new Plain(text.substring(plain)));
    }
    return pieces;
  }

  /** Returns where the closing brace is: the first that is not within single quotes, or -1. */
  private static int end(String text, int start) {
    boolean quoted = false;
    for (int i = start + 2; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == '}' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Piece variable(String inside) {
    if (inside.length() == 1 && "*?$".contains(inside)) {
      return new Quoted(inside.charAt(0));
    }
    int comma = inside.indexOf(',');
    String key = (comma < 0 ? inside : inside.substring(0, comma)).strip();
    if (key.isEmpty() || key.indexOf('\'') >= 0 || key.indexOf('$') >= 0) {
      return null;
    }
    if (comma < 0) {
      return new Variable(ConditionKey.of(key), null);
    }
    String otherwise = inside.substring(comma + 1).strip();
    boolean quoted =
        otherwise.length() >= 2
            && otherwise.indexOf('\'') == 0
            && otherwise.indexOf('\'', 1) == otherwise.length() - 1;
    return quoted
        ? new Variable(ConditionKey.of(key), otherwise.substring(1, otherwise.length() - 1))
        : null;
  }
}
