package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.iam.directory.ManagedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A version of a managed policy as answers show it.
 *
 * @param document the text, or null for not shown
 * @param isDefault whether it is in force
 */
record ShownVersion(ManagedPolicy.Version version, @Nullable String document, boolean isDefault) {

  static final OutputStructure<ShownVersion> SHAPE =
      OutputStructure.of(
          "PolicyVersion",
          member(
              "Document",
              Shapes.POLICY_DOCUMENT,
              shown -> shown.document() == null ? null : Documents.encoded(shown.document())),
          shown("VersionId", Shapes.VERSION_ID, shown -> shown.version().id()),
          shown("IsDefaultVersion", Shapes.FLAG, ShownVersion::isDefault),
          shown("CreateDate", Shapes.DATE, shown -> shown.version().created()));

  /** Shows all of a version. */
  static ShownVersion whole(ManagedPolicy policy, ManagedPolicy.Version version) {
    return new ShownVersion(version, version.document(), isDefault(policy, version));
  }

  /** Shows a version without its document, as most answers do. Source: PolicyVersion. */
  static ShownVersion listed(ManagedPolicy policy, ManagedPolicy.Version version) {
    return new ShownVersion(version, null, isDefault(policy, version));
  }

  private static boolean isDefault(ManagedPolicy policy, ManagedPolicy.Version version) {
    return version.number() == policy.defaultVersion();
  }
}
