package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.IamRoom.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Policies in IAM: managed ones, inline ones and boundaries. Source: IAM API Reference. */
class IamPoliciesTest {
  private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final IamRoom iam = new IamRoom();

  @Test
  @DisplayName("versions count on, one is in force, five are the most")
  void versionsOfAPolicy() {
    String arn =
        iam.done("CreatePolicy", "PolicyName", "p", "PolicyDocument", IamRoom.POLICY).text("Arn");
    for (int number = 2; number <= 5; number++) {
      Answer made =
          iam.done("CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", IamRoom.POLICY);
      assertEquals(
          "v" + number + " false", made.text("VersionId") + " " + made.text("IsDefaultVersion"));
    }
    assertEquals(
        "409 LimitExceeded: A managed policy can have up to 5 versions. Before you create a new"
            + " version, you must delete an existing version.",
        iam.call("CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", IamRoom.POLICY).told());
    iam.done("SetDefaultPolicyVersion", "PolicyArn", arn, "VersionId", "v3");
    iam.done("DeletePolicyVersion", "PolicyArn", arn, "VersionId", "v1");
    iam.done(
        "CreatePolicyVersion",
        "PolicyArn",
        arn,
        "PolicyDocument",
        IamRoom.POLICY,
        "SetAsDefault",
        "true");
    assertEquals(
        List.of("v6", "v5", "v4", "v3", "v2"),
        iam.paged("VersionId", "ListPolicyVersions", "PolicyArn", arn));
    assertEquals("v6", iam.done("GetPolicy", "PolicyArn", arn).text("DefaultVersionId"));
    Answer version = iam.done("GetPolicyVersion", "PolicyArn", arn, "VersionId", "v6");
    assertEquals(
        IamRoom.POLICY, URLDecoder.decode(version.text("Document"), StandardCharsets.UTF_8));
    assertTrue(
        iam.call("DeletePolicy", "PolicyArn", arn)
            .told()
            .startsWith("409 DeleteConflict: This policy has more than one version."));
  }

  @Test
  void attachmentsAreCountedAndListedFromBothSides() {
    iam.done("CreateUser", "UserName", "ann");
    iam.done("CreateGroup", "GroupName", "g");
    iam.done("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", IamRoom.TRUST);
    String arn =
        iam.done("CreatePolicy", "PolicyName", "p", "PolicyDocument", IamRoom.POLICY).text("Arn");
    for (int i = 0; i < 2; i++) {
      iam.done("AttachUserPolicy", "UserName", "ann", "PolicyArn", arn);
      iam.done("AttachGroupPolicy", "GroupName", "g", "PolicyArn", arn);
    }
    iam.done("PutRolePermissionsBoundary", "RoleName", "r", "PermissionsBoundary", arn);
    Answer policy = iam.done("GetPolicy", "PolicyArn", arn);
    assertEquals(
        "2 1", policy.text("AttachmentCount") + " " + policy.text("PermissionsBoundaryUsageCount"));
    Answer entities = iam.done("ListEntitiesForPolicy", "PolicyArn", arn);
    assertEquals(
        "ann g r",
        entities.text("UserName")
            + " "
            + entities.text("GroupName")
            + " "
            + entities.text("RoleName"));
    assertEquals(
        List.of(),
        iam.done(
                "ListEntitiesForPolicy", "PolicyArn", arn, "PolicyUsageFilter", "PermissionsPolicy")
            .all("RoleName"));
    assertEquals(
        List.of(),
        iam.done("ListEntitiesForPolicy", "PolicyArn", arn, "EntityFilter", "Role")
            .all("UserName"));
    assertEquals(List.of("p"), iam.done("ListPolicies", "OnlyAttached", "true").all("PolicyName"));
    iam.done("DeleteRolePermissionsBoundary", "RoleName", "r");
    iam.done("AttachRolePolicy", "RoleName", "r", "PolicyArn", arn);
    String[][] bearers = {{"User", "ann"}, {"Group", "g"}, {"Role", "r"}};
    for (String[] each : bearers) {
      String list = "ListAttached" + each[0] + "Policies";
      assertEquals(List.of(arn), iam.done(list, each[0] + "Name", each[1]).all("PolicyArn"));
    }
    iam.done("DetachRolePolicy", "RoleName", "r", "PolicyArn", arn);
    iam.done("DetachUserPolicy", "UserName", "ann", "PolicyArn", arn);
    iam.done("DetachGroupPolicy", "GroupName", "g", "PolicyArn", arn);
    iam.done("DeletePolicy", "PolicyArn", arn);
  }

  @Test
  void policiesThatAreShippedAreListedAndShown() {
    List<String> shipped = iam.done("ListPolicies", "Scope", "AWS").all("Arn");
    assertTrue(shipped.contains(ADMIN), shipped.toString());
    assertEquals(shipped, iam.paged("Arn", "ListPolicies", "Scope", "AWS"));
    assertEquals(List.of(), iam.done("ListPolicies", "Scope", "Local").all("Arn"));
    assertEquals(
        "AdministratorAccess", iam.done("GetPolicy", "PolicyArn", ADMIN).text("PolicyName"));
    assertNotEquals(
        "", iam.done("GetPolicyVersion", "PolicyArn", ADMIN, "VersionId", "v1").text("Document"));
  }

  @Test
  void inlinePoliciesOfAllKinds() {
    iam.done("CreateUser", "UserName", "x");
    iam.done("CreateGroup", "GroupName", "x");
    iam.done("CreateRole", "RoleName", "x", "AssumeRolePolicyDocument", IamRoom.TRUST);
    String other = IamRoom.POLICY.replace("iam:*", "kms:*");
    for (String kind : List.of("User", "Group", "Role")) {
      String member = kind + "Name";
      String put = "Put" + kind + "Policy";
      iam.done(put, member, "X", "PolicyName", "i", "PolicyDocument", IamRoom.POLICY);
      iam.done(put, member, "x", "PolicyName", "i", "PolicyDocument", other);
      iam.done(put, member, "x", "PolicyName", "I", "PolicyDocument", IamRoom.POLICY);
      Answer shown = iam.done("Get" + kind + "Policy", member, "x", "PolicyName", "i");
      assertEquals("x i", shown.text(member) + " " + shown.text("PolicyName"));
      assertEquals(other, URLDecoder.decode(shown.text("PolicyDocument"), StandardCharsets.UTF_8));
      String list = "List" + kind + "Policies";
      assertEquals(List.of("I", "i"), iam.done(list, member, "x").all("member"));
      iam.done("Delete" + kind + "Policy", member, "x", "PolicyName", "I");
      assertEquals(List.of("i"), iam.done(list, member, "x").all("member"));
    }
  }

  @Test
  void boundariesArePutAndDeleted() {
    iam.done("CreateUser", "UserName", "x");
    iam.done("CreateRole", "RoleName", "x", "AssumeRolePolicyDocument", IamRoom.TRUST);
    for (String kind : List.of("User", "Role")) {
      String member = kind + "Name";
      iam.done("Put" + kind + "PermissionsBoundary", member, "x", "PermissionsBoundary", ADMIN);
      Answer bounded = iam.done("Get" + kind, member, "x");
      assertEquals(ADMIN, bounded.text("PermissionsBoundaryArn"));
      iam.done("Delete" + kind + "PermissionsBoundary", member, "x");
      iam.done("Delete" + kind + "PermissionsBoundary", member, "x");
      assertEquals("", iam.done("Get" + kind, member, "x").text("PermissionsBoundaryArn"));
    }
  }
}
