package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.iam.directory.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role as answers show it.
 *
 * @param trustPolicy who may assume it, with the ARNs of users and roles
 * @param boundary the ARN of the policy that bounds it, or null for none or not shown
 * @param tags null for none or not shown
 * @param lastUsed when it was used, or null for not shown
 */
record ShownRole(
    Role role,
    String trustPolicy,
    @Nullable String boundary,
    @Nullable List<Tag> tags,
    @Nullable LastUsed lastUsed) {

  /** The last use of a role; null for never. */
  record LastUsed(@Nullable LastUse use) {
    @Nullable Instant date() {
      return use == null ? null : use.date();
    }

    @Nullable String region() {
      return use == null ? null : use.region().name();
    }
  }

  static final OutputStructure<LastUsed> LAST_USED =
      OutputStructure.of(
          "RoleLastUsed",
          member("LastUsedDate", Shapes.DATE, LastUsed::date),
          member("Region", Shapes.ANY_TEXT, LastUsed::region));

  static final OutputStructure<ShownRole> SHAPE =
      OutputStructure.of(
          "Role",
          shown("Path", Shapes.PATH, shown -> shown.role().path()),
          shown("RoleName", Shapes.ROLE_NAME, shown -> shown.role().name()),
          shown("RoleId", Shapes.ID, shown -> shown.role().id()),
          shown("Arn", Shapes.ARN, shown -> shown.role().arn()),
          shown("CreateDate", Shapes.DATE, shown -> shown.role().created()),
          member(
              "AssumeRolePolicyDocument",
              Shapes.POLICY_DOCUMENT,
              shown -> Documents.encoded(shown.trustPolicy())),
          member("Description", Shapes.ROLE_DESCRIPTION, shown -> shown.role().description()),
          shown(
              "MaxSessionDuration",
              Shapes.MAX_SESSION_DURATION,
              shown -> shown.role().maxSession().toSeconds()),
          member("PermissionsBoundary", Boundary.SHAPE, ShownRole::boundary),
          member("Tags", Tag.LIST_OUT, ShownRole::tags),
          member("RoleLastUsed", LAST_USED, ShownRole::lastUsed));

  /** Shows all of a role, and when it was last used. */
  static ShownRole whole(Role role, String trustPolicy, @Nullable LastUse use) {
    return new ShownRole(
        role, trustPolicy, role.boundary(), Tag.shown(role.tags()), new LastUsed(use));
  }

  /** Shows all of a role but its last use. */
  static ShownRole changed(Role role, String trustPolicy) {
    return new ShownRole(role, trustPolicy, role.boundary(), Tag.shown(role.tags()), null);
  }

  /**
   * Shows a role as lists do, which leave out boundary, tags and last use. Source: API Reference,
   * ListRoles.
   */
  static ShownRole listed(Role role, String trustPolicy) {
    return new ShownRole(role, trustPolicy, null, null, null);
  }
}
