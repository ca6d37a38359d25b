package io.strongroom.api;

/** The types that CloudTrail calls resources by. Source: CloudFormation's names of resources. */
final class ResourceTypes {
  private ResourceTypes() {}

  /** Returns the type of what an ARN names. */
  static String of(String arn) {
    if (arn.contains(":secretsmanager:")) {
      return "AWS::SecretsManager::Secret";
    }
    if (arn.contains(":kms:")) {
      return arn.contains(":alias/") ? "AWS::KMS::Alias" : "AWS::KMS::Key";
    }
    if (arn.contains(":lambda:")) {
      return "AWS::Lambda::Function";
    }
    if (!arn.contains(":iam:")) {
      return "AWS::Organizations::Account";
    }
    String resource = arn.substring(arn.lastIndexOf(':') + 1);
    int end = resource.indexOf('/');
    return switch (end < 0 ? resource : resource.substring(0, end)) {
      case "user" -> "AWS::IAM::User";
      case "group" -> "AWS::IAM::Group";
      case "role" -> "AWS::IAM::Role";
      case "policy" -> "AWS::IAM::ManagedPolicy";
      case "oidc-provider" -> "AWS::IAM::OIDCProvider";
      default -> "AWS::IAM::Account";
    };
  }
}
