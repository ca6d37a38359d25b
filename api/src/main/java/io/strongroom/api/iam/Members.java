package io.strongroom.api.iam;

import io.strongroom.api.shape.InputMember;
import java.util.List;

/** The members that requests of several operations share. */
final class Members {
  static final InputMember<String> GROUP_NAME =
      InputMember.required("GroupName", Shapes.GROUP_NAME).shown();
  static final InputMember<String> ROLE_NAME =
      InputMember.required("RoleName", Shapes.ROLE_NAME).shown();
  static final InputMember<String> USER_NAME =
      InputMember.required("UserName", Shapes.EXISTING_USER_NAME).shown();

  /** Left out for the caller's own. */
  static final InputMember<String> ANY_USER_NAME =
      InputMember.optional("UserName", Shapes.EXISTING_USER_NAME).shown();

  static final InputMember<String> ACCESS_KEY_ID =
      InputMember.required("AccessKeyId", Shapes.ACCESS_KEY_ID).shown();
  static final InputMember<String> POLICY_NAME =
      InputMember.required("PolicyName", Shapes.POLICY_NAME).shown();
  static final InputMember<String> POLICY_ARN =
      InputMember.required("PolicyArn", Shapes.ARN).shown();
  static final InputMember<String> POLICY_DOCUMENT =
      InputMember.required("PolicyDocument", Shapes.POLICY_DOCUMENT).shown();
  static final InputMember<String> VERSION_ID =
      InputMember.required("VersionId", Shapes.VERSION_ID).shown();
  static final InputMember<String> POLICY_PATH_PREFIX =
      InputMember.optional("PathPrefix", Shapes.POLICY_PATH).shown();
  static final InputMember<String> POLICY_USAGE_FILTER =
      InputMember.optional("PolicyUsageFilter", Shapes.POLICY_USAGE).shown();
  static final InputMember<String> PROVIDER_ARN =
      InputMember.required("OpenIDConnectProviderArn", Shapes.ARN).shown();
  static final InputMember<String> CLIENT_ID =
      InputMember.required("ClientID", Shapes.CLIENT_ID).shown();

  static final InputMember<String> PATH = InputMember.optional("Path", Shapes.PATH).shown();
  static final InputMember<String> NEW_PATH = InputMember.optional("NewPath", Shapes.PATH).shown();
  static final InputMember<String> PATH_PREFIX =
      InputMember.optional("PathPrefix", Shapes.PATH_PREFIX).shown();
  static final InputMember<String> ROLE_DESCRIPTION =
      InputMember.optional("Description", Shapes.ROLE_DESCRIPTION);
  static final InputMember<Long> MAX_SESSION_DURATION =
      InputMember.optional("MaxSessionDuration", Shapes.MAX_SESSION_DURATION).shown();
  static final InputMember<String> PERMISSIONS_BOUNDARY =
      InputMember.optional("PermissionsBoundary", Shapes.ARN).shown();
  static final InputMember<List<Tag>> TAGS = InputMember.optional("Tags", Tag.LIST_IN).shown();

  static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.MARKER);
  static final InputMember<Long> MAX_ITEMS =
      InputMember.optional("MaxItems", Shapes.MAX_ITEMS).shown();

  private Members() {}
}
