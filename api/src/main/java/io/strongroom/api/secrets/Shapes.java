package io.strongroom.api.secrets;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.filter.Filter;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import io.strongroom.iam.Region;
import io.strongroom.keys.SensitiveBytes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shapes that several operations share. Source: service model 2017-10-17. */
final class Shapes {
  private static final String ROTATION_TOKEN_PATTERN = "^[a-zA-Z0-9\\-]+$";
  private static final String SCHEDULE_PUNCTUATION = "()#?*-/, ";
  private static final String FILTER_PUNCTUATION = " :_@/+=.-!";

  static final Shape<String> SECRET_ID = Shape.text(1, 2_048);
  static final Shape<String> NAME = Shape.text(1, 512);
  static final Shape<String> SHOWN_NAME = Shape.text(1, 256);
  static final Shape<String> ARN = Shape.text(20, 2_048);
  static final Shape<String> VERSION_ID = Shape.text(VersionId.MIN_LENGTH, VersionId.MAX_LENGTH);
  static final Shape<String> STAGE = Shape.text(1, StagingLabel.MAX_LENGTH);
  static final Shape<List<String>> STAGES = Shape.list(STAGE, 1, 20);
  static final Shape<String> DESCRIPTION = Shape.text(0, 2_048);
  static final Shape<String> KMS_KEY_ID = Shape.text(0, 2_048);
  static final Shape<String> TYPE = Shape.text(0, 256);
  static final Shape<SensitiveBytes> SECRET_STRING =
      new Shape.SecretText(1, 65_536, Shape.Alphabet.ANY);
  static final Shape<SensitiveBytes> SECRET_BINARY = new Shape.SecretBlob(1, 65_536);
  static final Shape<SensitiveBytes> ROTATION_TOKEN =
      new Shape.SecretText(
          36, 256, new Shape.Alphabet(ROTATION_TOKEN_PATTERN, Shapes::isRotationToken));
  static final Shape<Boolean> FLAG = new Shape.Flag();
  static final Shape<String> NEXT_TOKEN = Shape.text(1, 4_096);
  static final Shape<Long> MAX_RESULTS = new Shape.Whole(Shape.Width.INTEGER, 1, 100);
  static final Shape<java.time.Instant> DATE = new Shape.Date();
  static final Shape<String> POLICY = Shape.text(1, 20_480);
  static final Shape<String> LAMBDA_ARN = Shape.text(0, 2_048);
  static final Shape<String> ROLE_ARN = Shape.text(20, 2_048);
  static final Shape<String> REGION =
      new Shape.Text(
          1, Region.MAX_LENGTH, new Shape.Pattern("^([a-z]+-)+\\d+$", Region::isRegion), Set.of());

  static final Shape<Long> AFTER_DAYS = new Shape.Whole(Shape.Width.LONG, 1, 1_000);
  static final Shape<String> DURATION =
      new Shape.Text(2, 3, new Shape.Pattern("[0-9]+h", Shapes::isDuration), Set.of());
  static final Shape<String> SCHEDULE =
      new Shape.Text(
          1,
          256,
          new Shape.Pattern("[0-9A-Za-z\\(\\)#\\?\\*\\-\\/, ]+", Shapes::isSchedule),
          Set.of());

  // Tags

  static final InputMember<String> TAG_KEY =
      InputMember.optional("Key", Shape.text(1, 128)).shown();
  static final InputMember<String> TAG_VALUE =
      InputMember.optional("Value", Shape.text(0, 256)).shown();
  static final Shape<List<RequestTags.Given>> TAGS_IN =
      Shape.list(
          InputStructure.of(
              "Tag",
              in -> new RequestTags.Given(in.get(TAG_KEY), in.get(TAG_VALUE)),
              TAG_KEY,
              TAG_VALUE));
  static final Shape<List<Map.Entry<String, String>>> TAGS_OUT =
      Shape.list(
          OutputStructure.of(
              "Tag",
              OutputStructure.member("Key", Shape.text(1, 128), Map.Entry::getKey),
              OutputStructure.member("Value", Shape.text(0, 256), Map.Entry::getValue)));

  // Filters

  static final InputMember<String> FILTER_KEY =
      InputMember.optional(
              "Key", new Shape.Text(0, Shape.UNBOUNDED, Shape.Pattern.ANY, filterKeys()))
          .shown();
  static final InputMember<List<String>> FILTER_VALUES =
      InputMember.optional(
              "Values",
              Shape.list(
                  new Shape.Text(
                      0,
                      512,
                      new Shape.Pattern(
                          "^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$", Shapes::isFilterValue),
                      Set.of()),
                  1,
                  10))
          .shown();
  static final Shape<List<RequestFilters.Given>> FILTERS =
      Shape.list(
          InputStructure.of(
              "Filter",
              in -> new RequestFilters.Given(in.get(FILTER_KEY), in.get(FILTER_VALUES)),
              FILTER_KEY,
              FILTER_VALUES),
          0,
          10);

  private Shapes() {}

  private static Set<String> filterKeys() {
    Set<String> keys = new LinkedHashSet<>();
    for (Filter.Key key : Filter.Key.values()) {
      keys.add(key.wireName());
    }
    return keys;
  }

  /** Makes a set of allowed texts that keeps its order. */
  static Shape<String> oneOf(String... values) {
    Set<String> ordered = new LinkedHashSet<>(List.of(values));
    return new Shape.Text(0, Shape.UNBOUNDED, Shape.Pattern.ANY, ordered);
  }

  /** Makes a copy of a map that keeps its order. */
  static List<Map.Entry<String, String>> entries(Map<String, String> map) {
    return List.copyOf(new LinkedHashMap<>(map).entrySet());
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isFilterValue(String value) {
    return value.chars().allMatch(c -> isLetterOrDigit(c) || FILTER_PUNCTUATION.indexOf(c) >= 0);
  }

  private static boolean isSchedule(String value) {
    return value.chars().allMatch(c -> isLetterOrDigit(c) || SCHEDULE_PUNCTUATION.indexOf(c) >= 0);
  }

  private static boolean isDuration(String value) {
    int last = value.length() - 1;
    return last > 0
        && value.charAt(last) == 'h'
        && value.chars().limit(last).allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isRotationToken(byte[] token) {
    for (byte b : token) {
      if (!isLetterOrDigit(b) && b != '-') {
        return false;
      }
    }
    return true;
  }
}
