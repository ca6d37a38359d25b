package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.Arn;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import org.jspecify.annotations.Nullable;

/** The user, group or role whose policies are simulated, by its ARN. */
final class SimulationSource {
  static final InputMember<String> ARN =
      InputMember.required("PolicySourceArn", Shapes.ARN).shown();

  private SimulationSource() {}

  /** Returns what a caller must be allowed to touch. */
  static Permission permission(Directory directory, String arn) {
    Identity.Bearer found = find(directory, arn);
    return found == null ? Permission.on(arn) : Target.permission(found);
  }

  /**
   * Returns the identity that is meant.
   *
   * @throws ServiceException NoSuchEntity, or InvalidInput for a text that is the ARN of no user,
   *     group or role
   */
  static Identity.Bearer require(Directory directory, String text, Call call) {
    Identity.Bearer found = find(directory, text);
    if (found != null) {
      return found;
    }
    Arn arn = Arn.parse(text);
    boolean fits =
        arn != null
            && arn.service().equals("iam")
            && arn.resource().matches("(user|group|role)/.*")
            && arn.account().equals(call.account().digits());
    throw fits
        ? Refusals.noSuchEntity("The entity with ARN %s cannot be found.".formatted(text))
        : Refusals.invalid(
            "Invalid Entity Arn: " + text + " does not clearly define entity type" + " and name.");
  }

  private static Identity.@Nullable Bearer find(Directory directory, String arn) {
    return directory.withArn(arn) instanceof Identity.Bearer bearer ? bearer : null;
  }
}
