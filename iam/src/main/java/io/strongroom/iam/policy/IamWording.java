package io.strongroom.iam.policy;

import io.strongroom.iam.Arn;

/**
 * What IAM says of an action or a resource that is none. The texts are those of its answers, as
 * reported in public; they are not documented.
 */
final class IamWording {
  private static final String NO_VENDOR =
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";

  private IamWording() {}

  static String ofAction(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return NO_VENDOR;
    }
    if (text.indexOf(':', colon + 1) >= 0) {
      return "Actions/Condition can contain only one colon.";
    }
    return "Vendor " + PolicySyntaxException.cut(text.substring(0, colon)) + " is not valid";
  }

  static String ofConditionKey() {
    return NO_VENDOR;
  }

  static String ofResource(String text) {
    if (!text.startsWith("arn:")) {
      return "Resource " + PolicySyntaxException.cut(text) + " must be in ARN format or \"*\".";
    }
    return Arn.parse(text) == null
        ? "The policy failed legacy parsing"
        : "Resource vendor must be fully qualified and cannot contain regexes.";
  }
}
