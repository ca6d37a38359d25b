package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.iam.directory.Group;

/** A group as answers show it. */
final class ShownGroup {
  static final OutputStructure<Group> SHAPE =
      OutputStructure.of(
          "Group",
          shown("Path", Shapes.PATH, Group::path),
          shown("GroupName", Shapes.GROUP_NAME, Group::name),
          shown("GroupId", Shapes.ID, Group::id),
          shown("Arn", Shapes.ARN, Group::arn),
          shown("CreateDate", Shapes.DATE, Group::created));

  private ShownGroup() {}
}
