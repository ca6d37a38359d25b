package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.iam.directory.Group;

/** A group as answers show it. */
final class ShownGroup {
  static final OutputStructure<Group> SHAPE =
      OutputStructure.of(
          "Group",
          member("Path", Shapes.PATH, Group::path),
          member("GroupName", Shapes.GROUP_NAME, Group::name),
          member("GroupId", Shapes.ID, Group::id),
          member("Arn", Shapes.ARN, Group::arn),
          member("CreateDate", Shapes.DATE, Group::created));

  private ShownGroup() {}
}
