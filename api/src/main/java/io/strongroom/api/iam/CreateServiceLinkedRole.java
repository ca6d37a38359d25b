package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;

/**
 * {@code CreateServiceLinkedRole}: refused, for no service here needs a role of its own in an
 * account.
 */
final class CreateServiceLinkedRole
    implements DirectoryRead<CreateServiceLinkedRole.Input, ShownRole> {

  /** The service that the role would be for. */
  record Input(String service) {}

  private static final InputMember<String> SERVICE =
      InputMember.required("AWSServiceName", Shapes.GROUP_NAME).shown();
  private static final InputMember<String> CUSTOM_SUFFIX =
      InputMember.optional("CustomSuffix", Shapes.CUSTOM_SUFFIX).shown();

  private static final Contract<Input, ShownRole> CONTRACT =
      Contract.iam(
          "CreateServiceLinkedRole",
          InputStructure.of(
              "CreateServiceLinkedRoleRequest",
              in -> new Input(in.require(SERVICE)),
              SERVICE,
              Members.ROLE_DESCRIPTION,
              CUSTOM_SUFFIX),
          OutputStructure.of(
              "CreateServiceLinkedRoleResponse", shown("Role", ShownRole.SHAPE, role -> role)),
          ErrorCode.INVALID_INPUT,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.NO_SUCH_ENTITY);

  @Override
  public Contract<Input, ShownRole> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Permission.on(
            "arn:aws:iam::%s:role/aws-service-role/%s/*".formatted(call.account(), in.service()))
        .with("iam:AWSServiceName", in.service());
  }

  @Override
  public ShownRole answer(Input in, Directory directory, Call call) {
    throw Refusals.invalid("Service-linked roles are not offered for " + in.service() + ".");
  }
}
