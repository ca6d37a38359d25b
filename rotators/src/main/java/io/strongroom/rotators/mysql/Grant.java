package io.strongroom.rotators.mysql;

import io.strongroom.rotators.RotationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code SHOW GRANTS}, a statement that names an account after {@code TO}, {@code FROM}
 * or {@code FOR}. Only what stands there is replaced; a line of another form is refused, because a
 * guess would give the wrong rights.
 */
final class Grant {

  /** Words that precede the account: of GRANT, of REVOKE, of SET DEFAULT ROLE. */
  private static final Set<String> BEFORE_ACCOUNT = Set.of("TO", "FROM", "FOR");

  /** The options that are rights; the others are traits of the account, copied with it. */
  private static final Set<String> RIGHTS = Set.of("GRANT", "ADMIN");

  /** How the names of limits begin. */
  private static final String LIMIT = "MAX_";

  /** The word for no right at all. */
  private static final String NOTHING = "USAGE";

  /** The role that all users have, which MariaDB lists with their own. */
  private static final String EVERYBODY = "PUBLIC";

  /** A word, a quoted name or a single character. */
  private record Token(int start, int end, String text, boolean quoted) {
    boolean isWord(String word) {
      return !quoted && text.equals(word);
    }
  }

  private Grant() {}

  /**
   * Returns the statement that gives {@code other} what {@code line} says {@code account} has.
   *
   * @param other the account as statements name it
   * @return the statement, or null if the line tells of no right, or of what everybody has
   * @throws RotationException if the line is of a form that is not known
   */
  static @Nullable String copied(String line, Account account, String other) {
    List<Token> tokens = tokens(line);
    int before = accountAfter(tokens);
    if (before + 1 < tokens.size() && tokens.get(before + 1).isWord(EVERYBODY)) {
      return null;
    }
    int rest = before + 4;
    boolean named =
        rest <= tokens.size()
            && isName(tokens.get(before + 1), account.user())
            && tokens.get(before + 2).isWord("@")
            && isName(tokens.get(before + 3), account.host());
    if (!named) {
      throw unknown();
    }
    String option = option(tokens, rest);
    if (tokens.get(1).isWord(NOTHING) && option.isEmpty()) {
      return null;
    }
    return line.substring(0, tokens.get(before).end()) + " " + other + option;
  }

  private static boolean isName(Token token, String name) {
    return token.quoted() && token.text().equals(name);
  }

  private static int accountAfter(List<Token> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isWord("(")) {
        depth++;
      } else if (token.isWord(")")) {
        depth--;
      } else if (depth == 0 && !token.quoted() && BEFORE_ACCOUNT.contains(token.text())) {
        return i;
      }
    }
    throw unknown();
  }

  /** Returns the option that passes the right on, or nothing. */
  private static String option(List<Token> tokens, int from) {
    boolean known =
        from == tokens.size()
            || tokens.get(from).isWord("IDENTIFIED")
            || tokens.get(from).isWord("REQUIRE")
            || tokens.get(from).isWord("WITH");
    if (!known) {
      throw unknown();
    }
    int at = from;
    while (at < tokens.size() && !tokens.get(at).isWord("WITH")) {
      at++;
    }
    if (at + 1 == tokens.size()) {
      throw unknown();
    }
    String option = "";
    for (at++; at < tokens.size(); at += 2) {
      Token word = tokens.get(at);
      if (at + 1 == tokens.size()) {
        throw unknown();
      }
      if (!word.quoted() && RIGHTS.contains(word.text()) && tokens.get(at + 1).isWord("OPTION")) {
        option = " WITH " + word.text() + " OPTION";
      } else if (word.quoted() || !word.text().startsWith(LIMIT)) {
        throw unknown();
      }
    }
    return option;
  }

  private static RotationException unknown() {
    return RotationException.permanent(
        "The current user has a right of a form that cannot be copied.");
  }

  private static List<Token> tokens(String line) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      Token token = isQuote(c) ? quoted(line, at) : plain(line, at);
      tokens.add(token);
      at = token.end();
    }
    return tokens;
  }

  private static boolean isQuote(char c) {
    return c == '`' || c == '\'' || c == '"';
  }

  private static Token plain(String line, int start) {
    int end = start;
    while (end < line.length() && isWordPart(line.charAt(end))) {
      end++;
    }
    end = Math.max(end, start + 1);
    String text = line.substring(start, end).toUpperCase(Locale.ROOT);
    return new Token(start, end, text, false);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.';
  }

  /**
   * A quote is doubled in a name; in texts, which MariaDB has for hashes only, it may be escaped.
   */
  private static Token quoted(String line, int start) {
    char quote = line.charAt(start);
    StringBuilder text = new StringBuilder();
    int at = start + 1;
    while (at < line.length()) {
      char c = line.charAt(at);
      boolean hasNext = at + 1 < line.length();
      if (c == quote && !(hasNext && line.charAt(at + 1) == quote)) {
        return new Token(start, at + 1, text.toString(), true);
      }
      if (hasNext && (c == quote || (c == '\\' && quote != '`'))) {
        at++;
        c = line.charAt(at);
      }
      text.append(c);
      at++;
    }
    throw unknown();
  }
}
