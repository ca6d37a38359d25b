package io.strongroom.api.sts;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.identity.Sessions;
import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The shapes that several operations share. Source: service model 2011-06-15. */
final class Shapes {
  private static final String WORD = "_+=,.@-";

  static final Shape<String> ARN =
      pattern(
          20,
          2_048,
          "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD"
              + "\\u10000-\\u10FFFF]+",
          Shapes::isPrintable);
  static final Shape<String> SESSION_NAME = pattern(2, 64, "[\\w+=,.@-]*", isWord(WORD));
  static final Shape<String> SOURCE_IDENTITY = SESSION_NAME;
  static final Shape<String> SESSION_POLICY =
      pattern(1, 2_048, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", Shapes::isPolicyText);
  static final Shape<String> UNRESTRICTED_SESSION_POLICY =
      pattern(1, Shape.UNBOUNDED, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", Shapes::isPolicyText);
  static final Shape<Long> ROLE_DURATION = new Shape.Whole(Shape.Width.INTEGER, 900, 43_200);
  static final Shape<String> SERIAL_NUMBER = pattern(9, 256, "[\\w+=/:,.@-]*", isWord("_+=/:,.@-"));
  static final Shape<String> TOKEN_CODE =
      pattern(6, 6, "[\\d]*", text -> text.chars().allMatch(c -> c >= '0' && c <= '9'));
  static final Shape<String> EXTERNAL_ID =
      pattern(2, 1_224, "[\\w+=,.@:\\/-]*", isWord("_+=,.@:/-"));
  static final Shape<String> ACCESS_KEY_ID = pattern(16, 128, "[\\w]*", isWord("_"));
  static final Shape<String> TAG_KEY_TEXT =
      pattern(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+", Shapes::isTagText);
  static final Shape<List<String>> TAG_KEYS = Shape.list(TAG_KEY_TEXT, 0, 50);
  static final Shape<SensitiveBytes> SECRET =
      new Shape.SecretText(0, Shape.UNBOUNDED, Shape.Alphabet.ANY);

  static final InputMember<String> POLICY_ARN = InputMember.optional("arn", ARN).shown();
  static final Shape<List<String>> POLICY_ARNS =
      Shape.list(
          InputStructure.of("PolicyDescriptorType", in -> in.get(POLICY_ARN, ""), POLICY_ARN));

  static final InputMember<String> TAG_KEY = InputMember.required("Key", TAG_KEY_TEXT).shown();
  static final InputMember<String> TAG_VALUE =
      InputMember.required(
              "Value", pattern(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", Shapes::isTagText))
          .shown();
  static final Shape<List<Map.Entry<String, String>>> TAGS =
      Shape.list(
          InputStructure.of(
              "Tag",
              in -> Map.entry(in.require(TAG_KEY), in.require(TAG_VALUE)),
              TAG_KEY,
              TAG_VALUE),
          0,
          50);

  static final OutputStructure<Sessions.Issued> CREDENTIALS =
      OutputStructure.of(
          "Credentials",
          shown("AccessKeyId", ACCESS_KEY_ID, Sessions.Issued::accessKeyId),
          member("SecretAccessKey", SECRET, Sessions.Issued::secret),
          member("SessionToken", SECRET, Sessions.Issued::token),
          shown("Expiration", new Shape.Date(), Sessions.Issued::expires));

  static final Shape<Long> COUNT = new Shape.Whole(Shape.Width.INTEGER, 0, Long.MAX_VALUE);

  /** Whoever has assumed a role: the session's unique id and its ARN. */
  record AssumedRoleUser(String id, String arn) {}

  static final OutputStructure<AssumedRoleUser> ASSUMED_ROLE_USER =
      OutputStructure.of(
          "AssumedRoleUser",
          shown(
              "AssumedRoleId",
              pattern(2, 193, "[\\w+=,.@:-]*", isWord("_+=,.@:-")),
              AssumedRoleUser::id),
          shown("Arn", ARN, AssumedRoleUser::arn));

  private Shapes() {}

  static Shape<String> pattern(int min, int max, String pattern, Predicate<String> test) {
    return new Shape.Text(min, max, new Shape.Pattern(pattern, test), Set.of());
  }

  /** Returns a test for ASCII letters, digits and some other characters. */
  private static Predicate<String> isWord(String others) {
    IntPredicate test =
        c ->
            (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || others.indexOf(c) >= 0;
    return text -> text.chars().allMatch(test);
  }

  private static boolean isLineOrTab(int c) {
    return c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isPolicyText(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> isLineOrTab(c) || (c >= ' ' && c <= '\u00ff'));
  }

  private static boolean isPrintable(String text) {
    return !text.isEmpty()
        && text.codePoints()
            .allMatch(
                c ->
                    isLineOrTab(c)
                        || (c >= ' ' && c <= '~')
                        || c == 0x85
                        || (c >= 0xa0 && c != 0xfffe && c != 0xffff));
  }

  private static boolean isTagText(String text) {
    return text.codePoints()
        .allMatch(
            c -> Character.isLetter(c) || isSeparatorOrNumber(c) || "_.:/=+-@".indexOf(c) >= 0);
  }

  private static boolean isSeparatorOrNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> false;
    };
  }
}
