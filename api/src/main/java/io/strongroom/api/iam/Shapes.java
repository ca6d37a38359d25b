package io.strongroom.api.iam;

import io.strongroom.api.shape.Shape;
import io.strongroom.api.shape.Shape.Pattern;
import io.strongroom.api.shape.Shape.Text;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The simple shapes that operations share, with the bounds and patterns of the service model of
 * 2010-05-08. Each pattern is decided by a loop over the characters.
 */
final class Shapes {
  private static final int MAX_DOCUMENT_LENGTH = 131_072;
  private static final int MAX_LIST = 50;

  private static final Pattern NAME =
      each("[\\w+=,.@-]+", c -> isWord(c) || "+=,.@-".indexOf(c) >= 0);
  private static final Pattern WORD = each("[\\w]+", Shapes::isWord);
  private static final Pattern LATIN_DOCUMENT =
      each("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", c -> isLine(c) || (c >= ' ' && c <= 0xff));
  private static final Pattern LATIN_TEXT =
      each(
          "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
          c -> isLine(c) || (c >= ' ' && c <= '~') || (c >= 0xa1 && c <= 0xff));

  static final Text USER_NAME = text(1, 64, NAME);
  static final Text EXISTING_USER_NAME = text(1, 128, NAME);
  static final Text GROUP_NAME = text(1, 128, NAME);
  static final Text ROLE_NAME = text(1, 64, NAME);
  static final Text POLICY_NAME = text(1, 128, NAME);
  static final Text CUSTOM_SUFFIX = text(1, 64, NAME);
  static final Text ID = text(16, 128, WORD);
  static final Text ACCESS_KEY_ID = text(16, 128, WORD);
  static final Text ARN = Shape.text(20, 2_048);

  static final Text PATH =
      text(1, 512, new Pattern("(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)", Shapes::isPath));
  static final Text PATH_PREFIX =
      text(1, 512, new Pattern("\\u002F[\\u0021-\\u007F]*", Shapes::isPathPrefix));
  static final Text POLICY_PATH =
      text(1, 512, new Pattern("((/[A-Za-z0-9\\.,\\+@=_-]+)*)/", Shapes::isPolicyPath));

  static final Text POLICY_DOCUMENT = text(1, MAX_DOCUMENT_LENGTH, LATIN_DOCUMENT);
  static final Text POLICY_DESCRIPTION = Shape.text(0, 1_000);
  static final Text ROLE_DESCRIPTION = text(0, 1_000, LATIN_TEXT);
  static final Text VERSION_ID =
      text(0, Shape.UNBOUNDED, new Pattern("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?", Shapes::isVersionId));

  static final Text TAG_KEY = text(1, 128, points("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"));
  static final Text TAG_VALUE = text(0, 256, points("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"));
  static final Shape.ListOf<String> TAG_KEYS = Shape.list(TAG_KEY, 0, MAX_LIST);

  static final Text MARKER = text(1, 320, each("[\\u0020-\\u00FF]+", c -> c >= ' ' && c <= 0xff));
  static final Text ANY_TEXT = Shape.text();
  static final Shape.Whole MAX_ITEMS = integer(1, 1_000);
  static final Shape.Whole MAX_SESSION_DURATION = integer(3_600, 43_200);
  static final Shape.Whole COUNT = integer(Long.MIN_VALUE, Long.MAX_VALUE);
  static final Shape.Flag FLAG = new Shape.Flag();
  static final Shape.Date DATE = new Shape.Date();

  static final Text ACCOUNT_ALIAS =
      text(3, 63, new Pattern("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", Shapes::isAccountAlias));

  static final Text STATUS = oneOf("Active", "Inactive", "Expired");
  static final Text BOUNDARY_TYPE = oneOf("PermissionsBoundaryPolicy");
  static final Text ENTITY_TYPE =
      oneOf("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy");
  static final Text POLICY_USAGE = oneOf("PermissionsPolicy", "PermissionsBoundary");
  static final Text POLICY_SCOPE = oneOf("All", "AWS", "Local");

  static final Text ACTION_NAME = Shape.text(3, 128);
  static final Text RESOURCE_NAME = Shape.text(1, 2_048);
  static final Text CONTEXT_KEY_NAME = Shape.text(5, 256);
  static final Text CONTEXT_KEY_TYPE =
      oneOf(
          "string",
          "stringList",
          "numeric",
          "numericList",
          "boolean",
          "booleanList",
          "ip",
          "ipList",
          "binary",
          "binaryList",
          "date",
          "dateList");
  static final Text RESOURCE_HANDLING = Shape.text(1, 64);
  static final Text DECISION = oneOf("allowed", "explicitDeny", "implicitDeny");
  static final Text POLICY_SOURCE =
      oneOf("user", "group", "role", "aws-managed", "user-managed", "resource", "none");

  static final Text PROVIDER_URL = Shape.text(1, 255);
  static final Text CLIENT_ID = Shape.text(1, 255);
  static final Text THUMBPRINT = Shape.text(40, 40);

  private Shapes() {}

  private static Text text(int min, int max, Pattern pattern) {
    return new Text(min, max, pattern, Set.of());
  }

  private static Text oneOf(String... values) {
    return new Text(0, Shape.UNBOUNDED, Pattern.ANY, Set.of(values));
  }

  private static Shape.Whole integer(long min, long max) {
    return new Shape.Whole(Shape.Width.INTEGER, min, max);
  }

  /** A pattern that says of each character whether it may stand there, and nothing else. */
  private static Pattern each(String pattern, IntPredicate allowed) {
    boolean emptyToo = pattern.endsWith("*");
    return new Pattern(
        pattern, text -> (emptyToo || !text.isEmpty()) && text.chars().allMatch(allowed));
  }

  /** The characters of tags, which are letters, spaces and numbers of all scripts. */
  private static Pattern points(String pattern) {
    boolean emptyToo = pattern.endsWith("*");
    return new Pattern(
        pattern,
        text -> (emptyToo || !text.isEmpty()) && text.codePoints().allMatch(Shapes::isOfTag));
  }

  private static boolean isOfTag(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> "_.:/=+-@".indexOf(c) >= 0;
    };
  }

  private static boolean isWord(int c) {
    return isAlphanumeric(c) || c == '_';
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLine(int c) {
    return c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isPath(String text) {
    return text.equals("/")
        || (text.length() > 2
            && text.startsWith("/")
            && text.endsWith("/")
            && text.chars().allMatch(c -> c >= '!' && c <= '~'));
  }

  private static boolean isPathPrefix(String text) {
    return text.startsWith("/") && text.chars().allMatch(c -> c >= '!' && c <= 0x7f);
  }

  private static boolean isPolicyPath(String text) {
    return text.startsWith("/")
        && text.endsWith("/")
        && !text.contains("//")
        && text.chars().allMatch(c -> isAlphanumeric(c) || "/.,+@=_-".indexOf(c) >= 0);
  }

  private static boolean isAccountAlias(String text) {
    return text.length() >= 3
        && !text.startsWith("-")
        && !text.endsWith("-")
        && !text.contains("--")
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || isDigit(c) || c == '-');
  }

  private static boolean isVersionId(String text) {
    int dot = text.indexOf('.');
    String number = dot < 0 ? text : text.substring(0, dot);
    return number.length() > 1
        && number.charAt(0) == 'v'
        && number.charAt(1) != '0'
        && number.chars().skip(1).allMatch(Shapes::isDigit)
        && text.chars().skip(number.length() + 1L).allMatch(c -> isAlphanumeric(c) || c == '-');
  }
}
