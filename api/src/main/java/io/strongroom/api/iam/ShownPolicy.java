package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.ManagedPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A managed policy as answers show it.
 *
 * @param attachments how many users, groups and roles it is attached to
 * @param boundaries how many users and roles it bounds
 * @param description null for none or not shown
 * @param tags null for none or not shown
 */
record ShownPolicy(
    ManagedPolicy policy,
    long attachments,
    long boundaries,
    @Nullable String description,
    @Nullable List<Tag> tags) {

  static final OutputStructure<ShownPolicy> SHAPE =
      OutputStructure.of(
          "Policy",
          shown("PolicyName", Shapes.POLICY_NAME, shown -> shown.policy().name()),
          shown("PolicyId", Shapes.ID, shown -> shown.policy().id()),
          shown("Arn", Shapes.ARN, shown -> shown.policy().arn()),
          shown("Path", Shapes.POLICY_PATH, shown -> shown.policy().path()),
          shown("DefaultVersionId", Shapes.VERSION_ID, shown -> shown.policy().inForce().id()),
          member("AttachmentCount", Shapes.COUNT, ShownPolicy::attachments),
          member("PermissionsBoundaryUsageCount", Shapes.COUNT, ShownPolicy::boundaries),
          member("IsAttachable", Shapes.FLAG, _ -> true),
          member("Description", Shapes.POLICY_DESCRIPTION, ShownPolicy::description),
          shown("CreateDate", Shapes.DATE, shown -> shown.policy().created()),
          member("UpdateDate", Shapes.DATE, shown -> shown.policy().updated()),
          member("Tags", Tag.LIST_OUT, ShownPolicy::tags));

  /** Shows all of a policy. */
  static ShownPolicy whole(ManagedPolicy policy, Directory directory) {
    return of(policy, directory, policy.description(), Tag.shown(policy.tags()));
  }

  /** Shows a policy that was just made: without its description. Source: API Reference, Policy. */
  static ShownPolicy made(ManagedPolicy policy, Directory directory) {
    return of(policy, directory, null, Tag.shown(policy.tags()));
  }

  /** Shows a policy as lists do: without description and tags. */
  static ShownPolicy listed(ManagedPolicy policy, Directory directory) {
    return of(policy, directory, null, null);
  }

  private static ShownPolicy of(
      ManagedPolicy policy,
      Directory directory,
      @Nullable String description,
      @Nullable List<Tag> tags) {
    int attachments = directory.attachments(policy.arn()).size();
    int boundaries = directory.boundedBy(policy.arn()).size();
    return new ShownPolicy(policy, attachments, boundaries, description, tags);
  }
}
