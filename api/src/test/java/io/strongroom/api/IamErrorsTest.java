package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every refusal of IAM, with the text that callers of AWS know. Source of codes and statuses: the
 * service model; of texts: what AWS was seen to answer, see COMPATIBILITY.
 */
class IamErrorsTest {
  private static final String ACCOUNT = TestRoom.ACCOUNT.digits();
  private static final String P = "arn:aws:iam::" + ACCOUNT + ":policy/p";
  private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
  private static final String PROVIDER = "arn:aws:iam::" + ACCOUNT + ":oidc-provider/a.example";
  private static final String BIG =
      IamRoom.POLICY
          .replace("iam:*", "iam:" + "x".repeat(2_048))
          .replace("\"Statement", " \"Statement");

  private final IamRoom iam = new IamRoom();

  private static Arguments row(String expected, String action, String... parameters) {
    return Arguments.of(expected, action, parameters);
  }

  /** A user in a group with a key and policies, and one of everything else. */
  @BeforeEach
  void fill() {
    for (String name : new String[] {"ann", "bob", "eve"}) {
      iam.done("CreateUser", "UserName", name);
    }
    iam.done("CreateGroup", "GroupName", "g");
    iam.done("CreateGroup", "GroupName", "h");
    iam.done("AddUserToGroup", "GroupName", "g", "UserName", "bob");
    iam.done("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", IamRoom.TRUST);
    iam.done("CreatePolicy", "PolicyName", "p", "PolicyDocument", IamRoom.POLICY);
    iam.done("CreatePolicy", "PolicyName", "q", "PolicyDocument", IamRoom.POLICY);
    iam.done("AttachRolePolicy", "RoleName", "r", "PolicyArn", P);
    iam.keyOf("ann");
    iam.keyOf("ann");
    iam.done(
        "PutUserPolicy", "UserName", "eve", "PolicyName", "i", "PolicyDocument", IamRoom.POLICY);
    iam.done("CreateOpenIDConnectProvider", "Url", "https://a.example");
  }

  static Stream<Arguments> users() {
    return Stream.of(
        row(
            "404 NoSuchEntity: The user with name no cannot be found.",
            "GetUser",
            "UserName",
            "no"),
        row(
            "409 EntityAlreadyExists: User with name ANN already exists.",
            "CreateUser",
            "UserName",
            "ANN"),
        row(
            "409 EntityAlreadyExists: User with name bob already exists.",
            "UpdateUser",
            "UserName",
            "ann",
            "NewUserName",
            "bob"),
        row(
            "409 DeleteConflict: Cannot delete entity, must delete access keys first.",
            "DeleteUser",
            "UserName",
            "ann"),
        row(
            "409 DeleteConflict: Cannot delete entity, must delete policies first.",
            "DeleteUser",
            "UserName",
            "eve"),
        row(
            "409 DeleteConflict: Cannot delete entity, must remove users from group first.",
            "DeleteUser",
            "UserName",
            "bob"),
        row(
            "409 LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2",
            "CreateAccessKey",
            "UserName",
            "ann"),
        row(
            "404 NoSuchEntity: The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.",
            "DeleteAccessKey",
            "UserName",
            "bob",
            "AccessKeyId",
            "AKIAAAAAAAAAAAAAAAAA"),
        row(
            "404 NoSuchEntity: The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.",
            "GetAccessKeyLastUsed",
            "AccessKeyId",
            "AKIAAAAAAAAAAAAAAAAA"),
        row(
            "400 InvalidInput: The status of an access key is Active or Inactive.",
            "UpdateAccessKey",
            "UserName",
            "ann",
            "AccessKeyId",
            "AKIAAAAAAAAAAAAAAAAA",
            "Status",
            "Expired"),
        row(
            "404 NoSuchEntity: Scope ARN: " + P + "x does not exist or is not attachable.",
            "CreateUser",
            "UserName",
            "x",
            "PermissionsBoundary",
            P + "x"),
        row(
            "400 InvalidInput: ARN arn:aws:iam::1:user/no-policy is not valid.",
            "CreateUser",
            "UserName",
            "x",
            "PermissionsBoundary",
            "arn:aws:iam::1:user/no-policy"),
        row(
            "400 InvalidInput: Duplicate tag keys found. Please note that Tag keys are case "
                + "insensitive.",
            "CreateUser",
            "UserName",
            "x",
            "Tags.member.1.Key",
            "a",
            "Tags.member.1.Value",
            "",
            "Tags.member.2.Key",
            "A",
            "Tags.member.2.Value",
            ""),
        row(
            "400 InvalidInput: Tag keys that begin with aws: are kept for the system.",
            "TagUser",
            "UserName",
            "ann",
            "Tags.member.1.Key",
            "aws:x",
            "Tags.member.1.Value",
            ""),
        row(
            "400 ValidationError: 1 validation error detected: Value null at 'userName' "
                + "failed to satisfy constraint: Member must not be null",
            "CreateUser"),
        row("400 ValidationError: Invalid Marker.", "ListUsers", "Marker", "made-up"),
        row(
            "400 InvalidAction: Could not find operation CreateLoginProfile for version 2010-05-08",
            "CreateLoginProfile",
            "UserName",
            "ann"));
  }

  static Stream<Arguments> groupsAndRoles() {
    return Stream.of(
        row(
            "404 NoSuchEntity: The group with name no cannot be found.",
            "GetGroup",
            "GroupName",
            "no"),
        row(
            "409 EntityAlreadyExists: Group with name g already exists.",
            "CreateGroup",
            "GroupName",
            "g"),
        row(
            "409 EntityAlreadyExists: Group with name h already exists.",
            "UpdateGroup",
            "GroupName",
            "g",
            "NewGroupName",
            "h"),
        row(
            "409 DeleteConflict: Cannot delete entity, must remove users from group first.",
            "DeleteGroup",
            "GroupName",
            "g"),
        row(
            "404 NoSuchEntity: The user with name no cannot be found.",
            "AddUserToGroup",
            "GroupName",
            "g",
            "UserName",
            "no"),
        row(
            "404 NoSuchEntity: The role with name no cannot be found.",
            "GetRole",
            "RoleName",
            "no"),
        row(
            "409 EntityAlreadyExists: Role with name R already exists.",
            "CreateRole",
            "RoleName",
            "R",
            "AssumeRolePolicyDocument",
            IamRoom.TRUST),
        row(
            "400 MalformedPolicyDocument: Syntax errors in policy.",
            "CreateRole",
            "RoleName",
            "s",
            "AssumeRolePolicyDocument",
            "{"),
        row(
            "409 LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
            "UpdateAssumeRolePolicy",
            "RoleName",
            "r",
            "PolicyDocument",
            IamRoom.TRUST.replace("sts:AssumeRole", "sts:" + "x".repeat(2_048))),
        row(
            "409 DeleteConflict: Cannot delete entity, must detach all policies first.",
            "DeleteRole",
            "RoleName",
            "r"),
        row(
            "404 NoSuchEntity: Scope ARN: " + P + "x does not exist or is not attachable.",
            "CreateRole",
            "RoleName",
            "s",
            "AssumeRolePolicyDocument",
            IamRoom.TRUST,
            "PermissionsBoundary",
            P + "x"),
        row(
            "400 InvalidInput: Service-linked roles are not offered for lambda.amazonaws.com.",
            "CreateServiceLinkedRole",
            "AWSServiceName",
            "lambda.amazonaws.com"));
  }

  static Stream<Arguments> policies() {
    return Stream.of(
        row(
            "404 NoSuchEntity: The user policy with name no cannot be found.",
            "GetUserPolicy",
            "UserName",
            "ann",
            "PolicyName",
            "no"),
        row(
            "404 NoSuchEntity: The group policy with name no cannot be found.",
            "DeleteGroupPolicy",
            "GroupName",
            "g",
            "PolicyName",
            "no"),
        row(
            "404 NoSuchEntity: The role policy with name no cannot be found.",
            "GetRolePolicy",
            "RoleName",
            "r",
            "PolicyName",
            "no"),
        row(
            "400 MalformedPolicyDocument: Syntax errors in policy.",
            "PutUserPolicy",
            "UserName",
            "ann",
            "PolicyName",
            "i",
            "PolicyDocument",
            "no"),
        row(
            "409 LimitExceeded: Maximum policy size of 2048 bytes exceeded for user ann",
            "PutUserPolicy",
            "UserName",
            "ann",
            "PolicyName",
            "i",
            "PolicyDocument",
            BIG),
        row(
            "409 LimitExceeded: Maximum policy size of 5120 bytes exceeded for group g",
            "PutGroupPolicy",
            "GroupName",
            "g",
            "PolicyName",
            "i",
            "PolicyDocument",
            BIG.replace("x", "xxx")),
        row(
            "409 LimitExceeded: Cannot exceed quota for PolicySize: 6144",
            "CreatePolicy",
            "PolicyName",
            "big",
            "PolicyDocument",
            BIG.replace("x", "xxx")),
        row(
            "409 EntityAlreadyExists: A policy called P already exists. Duplicate names are "
                + "not allowed.",
            "CreatePolicy",
            "PolicyName",
            "P",
            "PolicyDocument",
            IamRoom.POLICY),
        row(
            "404 NoSuchEntity: Policy " + P + "x was not found.",
            "GetPolicy",
            "PolicyArn",
            P + "x"),
        row(
            "400 InvalidInput: ARN no-arn-but-20-letters is not valid.",
            "GetPolicy",
            "PolicyArn",
            "no-arn-but-20-letters"),
        row(
            "404 NoSuchEntity: Policy " + P + " version v9 does not exist or is not attachable.",
            "GetPolicyVersion",
            "PolicyArn",
            P,
            "VersionId",
            "v9"),
        row(
            "404 NoSuchEntity: Policy " + P + "x does not exist or is not attachable.",
            "AttachUserPolicy",
            "UserName",
            "ann",
            "PolicyArn",
            P + "x"),
        row(
            "404 NoSuchEntity: Policy " + P + " was not found.",
            "DetachUserPolicy",
            "UserName",
            "ann",
            "PolicyArn",
            P),
        row(
            "409 DeleteConflict: Cannot delete a policy attached to entities.",
            "DeletePolicy",
            "PolicyArn",
            P),
        row(
            "409 DeleteConflict: Cannot delete the default version of a policy.",
            "DeletePolicyVersion",
            "PolicyArn",
            P,
            "VersionId",
            "v1"),
        row(
            "400 InvalidInput: Policy is outside your own account.",
            "DeletePolicy",
            "PolicyArn",
            ADMIN),
        row(
            "400 InvalidInput: Policy is outside your own account.",
            "TagPolicy",
            "PolicyArn",
            ADMIN,
            "Tags.member.1.Key",
            "a",
            "Tags.member.1.Value",
            ""));
  }

  static Stream<Arguments> providers() {
    return Stream.of(
        row(
            "409 EntityAlreadyExists: Provider with url https://a.example already exists.",
            "CreateOpenIDConnectProvider",
            "Url",
            "https://a.example"),
        row(
            "400 InvalidInput: Invalid Open ID Connect Provider URL",
            "CreateOpenIDConnectProvider",
            "Url",
            "http://b.example"),
        row(
            "400 InvalidInput: Invalid Open ID Connect Provider URL",
            "CreateOpenIDConnectProvider",
            "Url",
            "https://b.example?x"),
        row(
            "404 NoSuchEntity: OpenIDConnect Provider not found for arn " + PROVIDER + "x",
            "GetOpenIDConnectProvider",
            "OpenIDConnectProviderArn",
            PROVIDER + "x"),
        row(
            "400 InvalidInput: ARN " + P + " is not valid.",
            "DeleteOpenIDConnectProvider",
            "OpenIDConnectProviderArn",
            P),
        row(
            "400 InvalidInput: A thumbprint has 40 hexadecimal digits.",
            "UpdateOpenIDConnectProviderThumbprint",
            "OpenIDConnectProviderArn",
            PROVIDER,
            "ThumbprintList.member.1",
            "x".repeat(40)));
  }

  @ParameterizedTest
  @MethodSource({"users", "groupsAndRoles", "policies", "providers"})
  @DisplayName("a refusal has the code, status and text that callers of AWS know")
  void aRefusalIsAws(String expected, String action, String... parameters) {
    assertEquals(expected, iam.call(action, parameters).told());
  }
}
