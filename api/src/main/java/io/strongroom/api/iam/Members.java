package io.strongroom.api.iam;

import io.strongroom.api.shape.InputMember;
import java.util.List;

/** The members that requests of several operations share. */
final class Members {
  static final InputMember<String> GROUP_NAME =
      InputMember.required("GroupName", Shapes.GROUP_NAME);
  static final InputMember<String> ROLE_NAME = InputMember.required("RoleName", Shapes.ROLE_NAME);
  static final InputMember<String> USER_NAME =
      InputMember.required("UserName", Shapes.EXISTING_USER_NAME);

  /** Left out for the caller's own. */
  static final InputMember<String> ANY_USER_NAME =
      InputMember.optional("UserName", Shapes.EXISTING_USER_NAME);

  static final InputMember<String> ACCESS_KEY_ID =
      InputMember.required("AccessKeyId", Shapes.ACCESS_KEY_ID);
  static final InputMember<String> POLICY_NAME =
      InputMember.required("PolicyName", Shapes.POLICY_NAME);
  static final InputMember<String> POLICY_ARN = InputMember.required("PolicyArn", Shapes.ARN);
  static final InputMember<String> POLICY_DOCUMENT =
      InputMember.required("PolicyDocument", Shapes.POLICY_DOCUMENT);
  static final InputMember<String> VERSION_ID =
      InputMember.required("VersionId", Shapes.VERSION_ID);
  static final InputMember<String> POLICY_PATH_PREFIX =
      InputMember.optional("PathPrefix", Shapes.POLICY_PATH);
  static final InputMember<String> POLICY_USAGE_FILTER =
      InputMember.optional("PolicyUsageFilter", Shapes.POLICY_USAGE);
  static final InputMember<String> PROVIDER_ARN =
      InputMember.required("OpenIDConnectProviderArn", Shapes.ARN);
  static final InputMember<String> CLIENT_ID = InputMember.required("ClientID", Shapes.CLIENT_ID);

  static final InputMember<String> PATH = InputMember.optional("Path", Shapes.PATH);
  static final InputMember<String> NEW_PATH = InputMember.optional("NewPath", Shapes.PATH);
  static final InputMember<String> PATH_PREFIX =
      InputMember.optional("PathPrefix", Shapes.PATH_PREFIX);
  static final InputMember<String> ROLE_DESCRIPTION =
      InputMember.optional("Description", Shapes.ROLE_DESCRIPTION);
  static final InputMember<Long> MAX_SESSION_DURATION =
      InputMember.optional("MaxSessionDuration", Shapes.MAX_SESSION_DURATION);
  static final InputMember<String> PERMISSIONS_BOUNDARY =
      InputMember.optional("PermissionsBoundary", Shapes.ARN);
  static final InputMember<List<Tag>> TAGS = InputMember.optional("Tags", Tag.LIST_IN);

  static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.MARKER);
  static final InputMember<Long> MAX_ITEMS = InputMember.optional("MaxItems", Shapes.MAX_ITEMS);

  private Members() {}
}
