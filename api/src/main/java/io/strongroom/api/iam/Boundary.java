package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.directory.Directory;
import org.jspecify.annotations.Nullable;

/** The permissions boundary of a user or role, as answers show it and requests set it. */
final class Boundary {

  /** What AWS answers, although the model has another word. */
  private static final String TYPE = "Policy";

  static final OutputStructure<String> SHAPE =
      OutputStructure.of(
          "AttachedPermissionsBoundary",
          member("PermissionsBoundaryType", Shapes.BOUNDARY_TYPE, _ -> TYPE),
          member("PermissionsBoundaryArn", Shapes.ARN, arn -> arn));

  private Boundary() {}

  /**
   * Returns the ARN that a request gives, which must be that of a managed policy.
   *
   * @param arn null for none
   * @throws ServiceException NoSuchEntity, or InvalidInput for a text that is no ARN of a policy
   */
  static @Nullable String require(Directory directory, @Nullable String arn) {
    if (arn == null) {
      return null;
    }
    if (!ManagedPolicies.isArn(arn)) {
      throw Refusals.invalidArn(arn);
    }
    if (directory.policy(arn) == null) {
      throw new ServiceException(
          ErrorCode.NO_SUCH_ENTITY,
          "Scope ARN: %s does not exist or is not attachable.".formatted(arn));
    }
    return arn;
  }
}
