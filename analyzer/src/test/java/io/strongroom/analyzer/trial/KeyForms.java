package io.strongroom.analyzer.trial;

import io.strongroom.analyzer.trial.Instances.Filling;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.IpRange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of condition keys, by names in lower case. Requests keep to it, so that a proof may
 * rest on it or not.
 *
 * <p>Source: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference,
 * "AWS Secrets Manager".
 */
final class KeyForms {
  static final String ORG_ID = "aws:principalorgid";
  static final String ORG_PATHS = "aws:principalorgpaths";
  static final String SOURCE_IP = "aws:sourceip";
  static final String CURRENT_TIME = "aws:currenttime";
  static final String EPOCH_TIME = "aws:epochtime";

  /** What a caller or the resource has by itself. */
  static final Set<String> GIVEN =
      Set.of(
          "aws:principalarn",
          "aws:principalaccount",
          "aws:principaltype",
          "aws:principalisawsservice",
          "aws:principalservicename",
          "aws:principalservicenameslist",
          "aws:federatedprovider",
          "aws:userid",
          "aws:username",
          "aws:resourceaccount");

  /** Keys that tell who or where a caller is, with the form of their values. */
  static final Map<String, Pattern> IDENTITY =
      Map.of(
          ORG_ID,
          Pattern.compile("o-[a-z0-9]{10,32}"),
          ORG_PATHS,
          Pattern.compile("o-[a-z0-9]{10,32}/r-[a-z0-9]{4,32}/(ou-[a-z0-9]+-[a-z0-9]+/)*"),
          "aws:sourceaccount",
          Pattern.compile("[0-9]{12}"),
          "aws:sourcearn",
          Pattern.compile("arn:aws:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12})?:[\\w/.:*-]+"),
          "aws:sourcevpc",
          Pattern.compile("vpc-[0-9a-f]{8,17}"),
          "aws:sourcevpce",
          Pattern.compile("vpce-[0-9a-f]{8,17}"));

  private static final Set<String> MANY =
      Set.of(
          ORG_PATHS,
          "aws:tagkeys",
          "aws:resourceorgpaths",
          "aws:calledvia",
          "secretsmanager:addreplicaregions");
  private static final Set<String> ALWAYS =
      Set.of(
          CURRENT_TIME,
          EPOCH_TIME,
          "aws:securetransport",
          "aws:viaawsservice",
          "aws:requestedregion");

  private static final Filling WORDS = new Filling(List.of("", "a", "red"), "abx1AZ-");
  private static final Map<String, Filling> FILLINGS =
      Map.of(
          ORG_ID,
          new Filling(List.of("o-", "zz", ""), "abyz019"),
          ORG_PATHS,
          new Filling(
              List.of("", "o-zyxwv98765", "r-zz99/", "ou-zz99-12345678/", "zyxwv98765"), "abyz019"),
          "aws:sourceaccount",
          new Filling(List.of(), "0123456789"),
          "aws:sourcearn",
          new Filling(List.of("", "other", "x:y"), "abz09-"),
          "aws:sourcevpc",
          new Filling(List.of("vpc-", "0fedcba9", ""), "0123456789abcdef"),
          "aws:sourcevpce",
          new Filling(List.of("vpce-", "0fedcba9", ""), "0123456789abcdef"));

  private static final Map<Form, List<String>> SAMPLES =
      Map.of(
          Form.TRUTH,
          List.of("true", "false"),
          Form.NUMBER,
          List.of("0", "1", "59", "300", "3601", "7.5"),
          Form.TIME,
          List.of(
              "2019-12-31T23:59:59Z",
              "2024-01-01T00:00:00Z",
              "2024-06-15T12:30:00Z",
              "2031-01-01T00:00:00Z"),
          Form.ADDRESS,
          List.of("10.1.2.3", "52.9.8.7", "203.0.113.9", "2001:db8::9", "2a05:1::7"),
          Form.TEXT,
          List.of("", "a", "red", "AWSCURRENT", "something else"));

  /** What the values of a key are. */
  enum Form {
    TRUTH,
    NUMBER,
    TIME,
    ADDRESS,
    TEXT;

    /** Returns values of this form. */
    List<String> samples() {
      return SAMPLES.getOrDefault(this, List.of());
    }

    boolean fits(String text) {
      return switch (this) {
        case TRUTH -> ConditionValues.isTrue(text) || ConditionValues.isFalse(text);
        case NUMBER -> ConditionValues.number(text) != null;
        case TIME -> ConditionValues.time(text) != null;
        case ADDRESS -> {
          IpRange range = IpRange.parse(text);
          yield range != null && range.isSingle() && text.indexOf('/') < 0;
        }
        case TEXT -> true;
      };
    }
  }

  private KeyForms() {}

  static boolean isMany(String key) {
    return MANY.contains(key);
  }

  static boolean isAlways(String key) {
    return ALWAYS.contains(key);
  }

  /** Tells whether only callers who signed can have a key. */
  static boolean isOfSigned(String key) {
    return key.startsWith("aws:principal")
        || key.startsWith("aws:multifactor")
        || key.equals("aws:tokenissuetime")
        || key.equals("aws:sourceidentity");
  }

  static Form form(String key) {
    return switch (key) {
      case "aws:securetransport",
          "aws:viaawsservice",
          "aws:multifactorauthpresent",
          "secretsmanager:blockpublicpolicy",
          "secretsmanager:forcedeletewithoutrecovery",
          "secretsmanager:modifyrotationrules",
          "secretsmanager:rotateimmediately" ->
          Form.TRUTH;
      case "aws:multifactorauthage", "secretsmanager:recoverywindowindays" -> Form.NUMBER;
      case CURRENT_TIME, EPOCH_TIME, "aws:tokenissuetime" -> Form.TIME;
      case SOURCE_IP, "aws:vpcsourceip" -> Form.ADDRESS;
      default -> Form.TEXT;
    };
  }

  static Filling filling(String key) {
    return FILLINGS.getOrDefault(key, WORDS);
  }
}
