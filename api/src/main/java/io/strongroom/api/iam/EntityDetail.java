package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.User;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An identity as it is shown with all that says what it may do.
 *
 * <p>Source: IAM API Reference, "UserDetail", "GroupDetail", "RoleDetail", "ManagedPolicyDetail".
 */
sealed interface EntityDetail {

  /** A user with the groups that it is in. */
  record OfUser(User user, Directory directory) implements EntityDetail {

    private List<String> groups() {
      return user.groups().stream()
          .map(id -> directory.find(Group.class, id))
          .filter(Objects::nonNull)
          .map(Identity::name)
          .toList();
    }
  }

  /** A group. */
  record OfGroup(Group group, Directory directory) implements EntityDetail {}

  /** A role, with its trust policy and when it was last used. */
  record OfRole(ShownRole shown, Directory directory) implements EntityDetail {}

  /** A managed policy with all its versions. */
  record OfPolicy(ManagedPolicy policy, Directory directory) implements EntityDetail {

    private List<ShownVersion> versions() {
      return policy.versions().reversed().stream()
          .map(version -> ShownVersion.whole(policy, version))
          .toList();
    }
  }

  /** An inline policy. */
  OutputStructure<Map.Entry<String, String>> INLINE =
      OutputStructure.of(
          "PolicyDetail",
          member("PolicyName", Shapes.POLICY_NAME, Map.Entry::getKey),
          member(
              "PolicyDocument",
              Shapes.POLICY_DOCUMENT,
              entry -> Documents.encoded(entry.getValue())));

  /** There are no machines whose profiles could hold roles. */
  OutputStructure<ShownRole> PROFILE =
      OutputStructure.of(
          "InstanceProfile",
          member("Path", Shapes.PATH, _ -> null),
          member("InstanceProfileName", Shapes.POLICY_NAME, _ -> null),
          member("InstanceProfileId", Shapes.ID, _ -> null),
          member("Arn", Shapes.ARN, _ -> null),
          member("CreateDate", Shapes.DATE, _ -> null),
          member("Roles", Shape.list(ShownRole.SHAPE), _ -> null),
          member("Tags", Tag.LIST_OUT, _ -> null));

  /** How a user is shown. */
  OutputStructure<OfUser> USER =
      OutputStructure.of(
          "UserDetail",
          member("Path", Shapes.PATH, detail -> detail.user().path()),
          member("UserName", Shapes.USER_NAME, detail -> detail.user().name()),
          member("UserId", Shapes.ID, detail -> detail.user().id()),
          member("Arn", Shapes.ARN, detail -> detail.user().arn()),
          member("CreateDate", Shapes.DATE, detail -> detail.user().created()),
          member("UserPolicyList", Shape.list(INLINE), detail -> inline(detail.user())),
          member("GroupList", Shape.list(Shapes.GROUP_NAME), OfUser::groups),
          member(
              "AttachedManagedPolicies",
              Shape.list(ListAttachedPolicies.ATTACHED),
              detail -> attached(detail.user(), detail.directory())),
          member("PermissionsBoundary", Boundary.SHAPE, detail -> detail.user().boundary()),
          member("Tags", Tag.LIST_OUT, detail -> Tag.shown(detail.user().tags())));

  /** How a group is shown. */
  OutputStructure<OfGroup> GROUP =
      OutputStructure.of(
          "GroupDetail",
          member("Path", Shapes.PATH, detail -> detail.group().path()),
          member("GroupName", Shapes.GROUP_NAME, detail -> detail.group().name()),
          member("GroupId", Shapes.ID, detail -> detail.group().id()),
          member("Arn", Shapes.ARN, detail -> detail.group().arn()),
          member("CreateDate", Shapes.DATE, detail -> detail.group().created()),
          member("GroupPolicyList", Shape.list(INLINE), detail -> inline(detail.group())),
          member(
              "AttachedManagedPolicies",
              Shape.list(ListAttachedPolicies.ATTACHED),
              detail -> attached(detail.group(), detail.directory())));

  /** How a role is shown. */
  OutputStructure<OfRole> ROLE =
      OutputStructure.of(
          "RoleDetail",
          member("Path", Shapes.PATH, detail -> detail.shown().role().path()),
          member("RoleName", Shapes.ROLE_NAME, detail -> detail.shown().role().name()),
          member("RoleId", Shapes.ID, detail -> detail.shown().role().id()),
          member("Arn", Shapes.ARN, detail -> detail.shown().role().arn()),
          member("CreateDate", Shapes.DATE, detail -> detail.shown().role().created()),
          member(
              "AssumeRolePolicyDocument",
              Shapes.POLICY_DOCUMENT,
              detail -> Documents.encoded(detail.shown().trustPolicy())),
          member("InstanceProfileList", Shape.list(PROFILE), _ -> List.of()),
          member("RolePolicyList", Shape.list(INLINE), detail -> inline(detail.shown().role())),
          member(
              "AttachedManagedPolicies",
              Shape.list(ListAttachedPolicies.ATTACHED),
              detail -> attached(detail.shown().role(), detail.directory())),
          member("PermissionsBoundary", Boundary.SHAPE, detail -> detail.shown().boundary()),
          member("Tags", Tag.LIST_OUT, detail -> detail.shown().tags()),
          member("RoleLastUsed", ShownRole.LAST_USED, detail -> detail.shown().lastUsed()));

  /** How a managed policy is shown. */
  OutputStructure<OfPolicy> POLICY =
      OutputStructure.of(
          "ManagedPolicyDetail",
          member("PolicyName", Shapes.POLICY_NAME, detail -> detail.policy().name()),
          member("PolicyId", Shapes.ID, detail -> detail.policy().id()),
          member("Arn", Shapes.ARN, detail -> detail.policy().arn()),
          member("Path", Shapes.POLICY_PATH, detail -> detail.policy().path()),
          member("DefaultVersionId", Shapes.VERSION_ID, detail -> detail.policy().inForce().id()),
          member(
              "AttachmentCount",
              Shapes.COUNT,
              detail -> (long) detail.directory().attachments(detail.policy().arn()).size()),
          member(
              "PermissionsBoundaryUsageCount",
              Shapes.COUNT,
              detail -> (long) detail.directory().boundedBy(detail.policy().arn()).size()),
          member("IsAttachable", Shapes.FLAG, _ -> true),
          member("Description", Shapes.POLICY_DESCRIPTION, detail -> detail.policy().description()),
          member("CreateDate", Shapes.DATE, detail -> detail.policy().created()),
          member("UpdateDate", Shapes.DATE, detail -> detail.policy().updated()),
          member("PolicyVersionList", Shape.list(ShownVersion.SHAPE), OfPolicy::versions));

  private static List<Map.Entry<String, String>> inline(Identity.Bearer bearer) {
    return List.copyOf(bearer.policies().inline().entrySet());
  }

  private static List<ManagedPolicy> attached(Identity.Bearer bearer, Directory directory) {
    return bearer.policies().attached().stream()
        .<@Nullable ManagedPolicy>map(directory::policy)
        .filter(Objects::nonNull)
        .toList();
  }
}
