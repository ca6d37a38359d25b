package io.strongroom.api;

import java.util.List;

/**
 * What operations of IAM need. Source: Service Authorization Reference, "Actions defined by AWS
 * Identity and Access Management"; IAM User Guide, "Tagging IAM resources", for tags on creation;
 * IAM API Reference, UpdateUser and UpdateGroup, for new names.
 */
final class PermissionRowsOfIdentities {
  private static final String IAM = "arn:aws:iam::123456789012:";
  private static final String BOB = IAM + "user/bob";
  private static final String EVE = IAM + "user/eve";
  private static final String OPS = IAM + "group/ops";
  private static final String BARE_GROUP = IAM + "group/bare";
  private static final String BARE = IAM + "role/bare";
  private static final String WORKER = IAM + "role/worker";
  private static final String SHARED = IAM + "policy/shared";
  private static final String BARE_POLICY = IAM + "policy/bare";
  private static final String PROVIDER = IAM + "oidc-provider/idp.example.com/pool";
  private static final String TAG = "&Tags.member.1.Key=k&Tags.member.1.Value=v";
  private static final String DOCUMENT = "&PolicyDocument=${policy}";

  private static final String SIMULATED = "&ActionNames.member.1=s3:GetObject";

  private PermissionRowsOfIdentities() {}

  private static PermissionRow row(String name, String form) {
    return PermissionRow.of("iam:" + name, form);
  }

  /** A request that needs the operation's own permission on one identity. */
  private static PermissionRow on(String name, String resource, String form) {
    return row(name, form).on("iam:" + name, resource);
  }

  static List<PermissionRow> ofUsers() {
    return List.of(
        on("CreateUser", IAM + "user/zoe", "UserName=zoe"),
        on("CreateUser", IAM + "user/zoe", "UserName=zoe" + TAG)
            .on("iam:TagUser", IAM + "user/zoe"),
        on("GetUser", BOB, "UserName=bob"),
        on("UpdateUser", BOB, "UserName=bob"),
        on("UpdateUser", BOB, "UserName=bob&NewUserName=rob")
            .on("iam:UpdateUser", IAM + "user/rob"),
        on("DeleteUser", BOB, "UserName=bob"),
        on("ListUsers", "*", ""),
        on("CreateAccessKey", BOB, "UserName=bob"),
        on("ListAccessKeys", BOB, "UserName=bob"),
        on("UpdateAccessKey", EVE, "UserName=eve&AccessKeyId=${eves-key}&Status=Inactive"),
        on("DeleteAccessKey", EVE, "UserName=eve&AccessKeyId=${eves-key}"),
        on("GetAccessKeyLastUsed", EVE, "AccessKeyId=${eves-key}"),
        on("ListGroupsForUser", EVE, "UserName=eve"),
        on("PutUserPolicy", BOB, "UserName=bob&PolicyName=q" + DOCUMENT),
        on("GetUserPolicy", EVE, "UserName=eve&PolicyName=p"),
        on("DeleteUserPolicy", EVE, "UserName=eve&PolicyName=p"),
        on("ListUserPolicies", EVE, "UserName=eve"),
        on("AttachUserPolicy", BOB, "UserName=bob&PolicyArn=" + SHARED),
        on("DetachUserPolicy", EVE, "UserName=eve&PolicyArn=" + SHARED),
        on("ListAttachedUserPolicies", EVE, "UserName=eve"),
        on("PutUserPermissionsBoundary", BOB, "UserName=bob&PermissionsBoundary=" + SHARED),
        on("DeleteUserPermissionsBoundary", EVE, "UserName=eve"),
        on("TagUser", BOB, "UserName=bob" + TAG),
        on("UntagUser", EVE, "UserName=eve&TagKeys.member.1=team"),
        on("ListUserTags", EVE, "UserName=eve"));
  }

  static List<PermissionRow> ofGroups() {
    return List.of(
        on("CreateGroup", IAM + "group/new", "GroupName=new"),
        on("GetGroup", OPS, "GroupName=ops"),
        on("UpdateGroup", OPS, "GroupName=ops"),
        on("UpdateGroup", OPS, "GroupName=ops&NewGroupName=dev")
            .on("iam:UpdateGroup", IAM + "group/dev"),
        on("DeleteGroup", BARE_GROUP, "GroupName=bare"),
        on("ListGroups", "*", ""),
        on("AddUserToGroup", OPS, "GroupName=ops&UserName=bob"),
        on("RemoveUserFromGroup", OPS, "GroupName=ops&UserName=eve"),
        on("PutGroupPolicy", OPS, "GroupName=ops&PolicyName=q" + DOCUMENT),
        on("GetGroupPolicy", OPS, "GroupName=ops&PolicyName=p"),
        on("DeleteGroupPolicy", OPS, "GroupName=ops&PolicyName=p"),
        on("ListGroupPolicies", OPS, "GroupName=ops"),
        on("AttachGroupPolicy", BARE_GROUP, "GroupName=bare&PolicyArn=" + SHARED),
        on("DetachGroupPolicy", OPS, "GroupName=ops&PolicyArn=" + SHARED),
        on("ListAttachedGroupPolicies", OPS, "GroupName=ops"));
  }

  static List<PermissionRow> ofRoles() {
    return List.of(
        on("CreateRole", IAM + "role/new", "RoleName=new&AssumeRolePolicyDocument=${trust}"),
        on("CreateRole", IAM + "role/new", "RoleName=new&AssumeRolePolicyDocument=${trust}" + TAG)
            .on("iam:TagRole", IAM + "role/new"),
        on("GetRole", BARE, "RoleName=bare"),
        on("UpdateRole", BARE, "RoleName=bare&Description=d"),
        on("UpdateRoleDescription", BARE, "RoleName=bare&Description=d"),
        on("UpdateAssumeRolePolicy", BARE, "RoleName=bare&PolicyDocument=${trust}"),
        on("DeleteRole", BARE, "RoleName=bare"),
        on("ListRoles", "*", ""),
        row("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com")
            .on("iam:CreateServiceLinkedRole", IAM + "role/aws-service-role/ecs.amazonaws.com/*")
            .telling(
                "400 InvalidInput: Service-linked roles are not offered for ecs.amazonaws.com."),
        on("PutRolePolicy", BARE, "RoleName=bare&PolicyName=q" + DOCUMENT),
        on("GetRolePolicy", WORKER, "RoleName=worker&PolicyName=p"),
        on("DeleteRolePolicy", WORKER, "RoleName=worker&PolicyName=p"),
        on("ListRolePolicies", WORKER, "RoleName=worker"),
        on("AttachRolePolicy", BARE, "RoleName=bare&PolicyArn=" + SHARED),
        on("DetachRolePolicy", WORKER, "RoleName=worker&PolicyArn=" + SHARED),
        on("ListAttachedRolePolicies", WORKER, "RoleName=worker"),
        on("PutRolePermissionsBoundary", BARE, "RoleName=bare&PermissionsBoundary=" + SHARED),
        on("DeleteRolePermissionsBoundary", WORKER, "RoleName=worker"),
        on("TagRole", BARE, "RoleName=bare" + TAG),
        on("UntagRole", WORKER, "RoleName=worker&TagKeys.member.1=team"),
        on("ListRoleTags", WORKER, "RoleName=worker"));
  }

  static List<PermissionRow> ofPolicies() {
    return List.of(
        on("CreatePolicy", IAM + "policy/new", "PolicyName=new" + DOCUMENT),
        on("CreatePolicy", IAM + "policy/new", "PolicyName=new" + DOCUMENT + TAG)
            .on("iam:TagPolicy", IAM + "policy/new"),
        on("GetPolicy", SHARED, "PolicyArn=" + SHARED),
        on("DeletePolicy", BARE_POLICY, "PolicyArn=" + BARE_POLICY),
        on("ListPolicies", "*", ""),
        on("CreatePolicyVersion", SHARED, "PolicyArn=" + SHARED + DOCUMENT),
        on("GetPolicyVersion", SHARED, "VersionId=v1&PolicyArn=" + SHARED),
        on("ListPolicyVersions", SHARED, "PolicyArn=" + SHARED),
        on("DeletePolicyVersion", SHARED, "VersionId=v2&PolicyArn=" + SHARED),
        on("SetDefaultPolicyVersion", SHARED, "VersionId=v2&PolicyArn=" + SHARED),
        on("ListEntitiesForPolicy", SHARED, "PolicyArn=" + SHARED),
        on("TagPolicy", SHARED, "PolicyArn=" + SHARED + TAG),
        on("UntagPolicy", SHARED, "TagKeys.member.1=k&PolicyArn=" + SHARED),
        on("ListPolicyTags", SHARED, "PolicyArn=" + SHARED));
  }

  static List<PermissionRow> ofTheRest() {
    String created = IAM + "oidc-provider/other.example.com";
    String arn = "OpenIDConnectProviderArn=" + PROVIDER;
    return List.of(
        on("CreateOpenIDConnectProvider", created, "Url=https://other.example.com"),
        on("CreateOpenIDConnectProvider", created, "Url=https://other.example.com" + TAG)
            .on("iam:TagOpenIDConnectProvider", created),
        on("GetOpenIDConnectProvider", PROVIDER, arn),
        on("DeleteOpenIDConnectProvider", PROVIDER, arn),
        on("ListOpenIDConnectProviders", "*", ""),
        on("AddClientIDToOpenIDConnectProvider", PROVIDER, arn + "&ClientID=new"),
        on("RemoveClientIDFromOpenIDConnectProvider", PROVIDER, arn + "&ClientID=app"),
        on(
            "UpdateOpenIDConnectProviderThumbprint",
            PROVIDER,
            arn + "&ThumbprintList.member.1=" + "a".repeat(40)),
        on("TagOpenIDConnectProvider", PROVIDER, arn + TAG),
        on("UntagOpenIDConnectProvider", PROVIDER, arn + "&TagKeys.member.1=k"),
        on("ListOpenIDConnectProviderTags", PROVIDER, arn),
        on("SimulateCustomPolicy", "*", "PolicyInputList.member.1=${policy}" + SIMULATED),
        on("SimulatePrincipalPolicy", EVE, "PolicySourceArn=" + EVE + SIMULATED),
        on("GetContextKeysForCustomPolicy", "*", "PolicyInputList.member.1=${policy}"),
        on("GetContextKeysForPrincipalPolicy", EVE, "PolicySourceArn=" + EVE),
        on("GetAccountAuthorizationDetails", "*", ""),
        on("GetAccountSummary", "*", ""),
        on("CreateAccountAlias", "*", "AccountAlias=other"),
        on("DeleteAccountAlias", "*", "AccountAlias=acme"),
        on("ListAccountAliases", "*", ""));
  }
}
