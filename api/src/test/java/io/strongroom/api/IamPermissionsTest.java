package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.IamRoom.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What operations of IAM are judged on: their resources and condition keys. Source: Service
 * Authorization Reference, "Actions, resources, and condition keys for AWS IAM".
 */
class IamPermissionsTest {
  private static final String ARN = "arn:aws:iam::" + TestRoom.ACCOUNT.digits() + ":";
  private static final String READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
  private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final IamRoom iam = new IamRoom();
  private IamRoom.Key ann = IamRoom.Key.ROOT;

  @BeforeEach
  void makeUsers() {
    iam.done("CreateUser", "UserName", "ann");
    iam.done("CreateUser", "UserName", "bob");
    ann = iam.keyOf("ann");
  }

  private void allow(String action, String resource, String condition) {
    String document =
        ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\","
                + "\"Resource\":\"%s\",\"Condition\":{%s}}]}")
            .formatted(action, resource, condition);
    iam.done("PutUserPolicy", "UserName", "ann", "PolicyName", "p", "PolicyDocument", document);
  }

  private static String refused(String action, String resource) {
    return ("403 AccessDenied: User: %suser/ann is not authorized to perform: iam:%s on resource:"
            + " %s because no identity-based policy allows the iam:%s action")
        .formatted(ARN, action, resource, action);
  }

  @Test
  @DisplayName("who may do nothing learns nothing, not even what exists")
  void withoutPoliciesNothingIsAllowed() {
    assertEquals(refused("ListUsers", "*"), iam.call(ann, "ListUsers").told());
    for (String name : new String[] {"bob", "nobody"}) {
      assertEquals(
          refused("GetUser", ARN + "user/" + name),
          iam.call(ann, "GetUser", "UserName", name).told());
    }
  }

  @Test
  void aResourceIsTheIdentityThatIsMeant() {
    allow("iam:*", ARN + "user/ann", "");
    assertEquals("200", iam.call(ann, "GetUser").told());
    assertEquals("200", iam.call(ann, "ListAccessKeys").told());
    assertEquals(
        refused("CreateAccessKey", ARN + "user/bob"),
        iam.call(ann, "CreateAccessKey", "UserName", "bob").told());
    assertEquals(
        refused("CreateUser", ARN + "user/a/carl"),
        iam.call(ann, "CreateUser", "UserName", "carl", "Path", "/a/").told());
  }

  @Test
  void theArnOfAnAttachedPolicyIsAConditionKey() {
    allow("iam:AttachUserPolicy", "*", "\"ArnEquals\":{\"iam:PolicyARN\":\"" + READ_ONLY + "\"}");
    assertEquals("200", attach(READ_ONLY).told());
    assertEquals(refused("AttachUserPolicy", ARN + "user/bob"), attach(ADMIN).told());
  }

  private Answer attach(String policy) {
    return iam.call(ann, "AttachUserPolicy", "UserName", "bob", "PolicyArn", policy);
  }

  @Test
  void theBoundaryOfANewUserIsAConditionKey() {
    String condition = "\"StringEquals\":{\"iam:PermissionsBoundary\":\"" + READ_ONLY + "\"}";
    allow("iam:CreateUser", "*", condition);
    String[] bounded = {"UserName", "carl", "PermissionsBoundary", READ_ONLY};
    assertEquals("200", iam.call(ann, "CreateUser", bounded).told());
    assertEquals(
        refused("CreateUser", ARN + "user/dora"),
        iam.call(ann, "CreateUser", "UserName", "dora").told());
  }

  @Test
  void tagsOfTheRequestAndOfTheIdentityAreConditionKeys() {
    iam.done("TagUser", "UserName", "bob", "Tags.member.1.Key", "team", "Tags.member.1.Value", "a");
    allow(
        "iam:TagUser",
        "*",
        "\"StringEquals\":{\"iam:ResourceTag/team\":\"a\",\"aws:RequestTag/cost\":\"1\"},"
            + "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"cost\"]}");
    assertEquals("200", tag("bob", "cost", "1").told());
    assertEquals(refused("TagUser", ARN + "user/bob"), tag("bob", "cost", "2").told());
    assertEquals(refused("TagUser", ARN + "user/bob"), tag("bob", "team", "1").told());
    assertEquals(refused("TagUser", ARN + "user/ann"), tag("ann", "cost", "1").told());
  }

  private Answer tag(String name, String key, String value) {
    return iam.call(
        ann, "TagUser", "UserName", name, "Tags.member.1.Key", key, "Tags.member.1.Value", value);
  }
}
