package io.strongroom.api.iam;

import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.Arn;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.ManagedPolicy;

/** Managed policies as requests name them. */
final class ManagedPolicies {
  /** How large a document may be, white space left out. Source: "IAM and AWS STS quotas". */
  static final int MAX_SIZE = 6_144;

  private ManagedPolicies() {}

  /** Tells whether a text has the form of the ARN of a managed policy. */
  static boolean isArn(String text) {
    Arn arn = Arn.parse(text);
    return arn != null && arn.service().equals("iam") && arn.resource().startsWith("policy/");
  }

  /**
   * Returns a policy to attach.
   *
   * @throws ServiceException NoSuchEntity, or InvalidInput for a text that is no ARN of a policy
   */
  static ManagedPolicy requireAttachable(Directory directory, String arn) {
    if (!isArn(arn)) {
      throw Refusals.invalidArn(arn);
    }
    ManagedPolicy policy = directory.policy(arn);
    if (policy == null) {
      throw Refusals.noSuchEntity("Policy %s does not exist or is not attachable.".formatted(arn));
    }
    return policy;
  }

  /**
   * Returns a version of a policy.
   *
   * @param id such as {@code v1}
   * @throws ServiceException NoSuchEntity
   */
  static ManagedPolicy.Version requireVersion(ManagedPolicy policy, String id) {
    for (ManagedPolicy.Version version : policy.versions()) {
      if (version.id().equals(id)) {
        return version;
      }
    }
    throw Refusals.noSuchEntity(
        "Policy %s version %s does not exist or is not attachable.".formatted(policy.arn(), id));
  }

  /**
   * Refuses a document that is no policy, or too large.
   *
   * @throws ServiceException MalformedPolicyDocument, LimitExceeded
   */
  static void requireDocument(String document) {
    Documents.requireIdentityPolicy(document);
    if (Documents.size(document) > MAX_SIZE) {
      throw Refusals.quota("PolicySize", MAX_SIZE);
    }
  }
}
