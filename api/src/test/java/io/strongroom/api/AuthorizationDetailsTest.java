package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.IamRoom.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code GetAccountAuthorizationDetails}, as its API Reference describes it. */
class AuthorizationDetailsTest {
  private static final String DETAILS = "GetAccountAuthorizationDetails";
  private static final String READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
  private static final String OWN = "arn:aws:iam::123456789012:policy/own";

  private final IamRoom iam = new IamRoom();

  @BeforeEach
  void makeOneOfEach() {
    String[] document = {"PolicyName", "p", "PolicyDocument", IamRoom.POLICY};
    iam.done("CreatePolicy", "PolicyName", "own", "PolicyDocument", IamRoom.POLICY);
    iam.done("CreatePolicyVersion", "PolicyArn", OWN, "PolicyDocument", IamRoom.POLICY);
    iam.done("CreateUser", "UserName", "ann", "PermissionsBoundary", OWN);
    iam.done("TagUser", IamRoom.with(IamRoom.tags(1), "UserName", "ann"));
    iam.done("CreateGroup", "GroupName", "ops");
    iam.done("AddUserToGroup", "GroupName", "ops", "UserName", "ann");
    iam.done("CreateRole", "RoleName", "app", "AssumeRolePolicyDocument", IamRoom.TRUST);
    iam.done("PutUserPolicy", IamRoom.with(document, "UserName", "ann"));
    iam.done("PutGroupPolicy", IamRoom.with(document, "GroupName", "ops"));
    iam.done("PutRolePolicy", IamRoom.with(document, "RoleName", "app"));
    iam.done("AttachRolePolicy", "RoleName", "app", "PolicyArn", READ_ONLY);
  }

  private static String part(Answer answer, String list) {
    int from = answer.xml().indexOf("<" + list + ">");
    return answer.xml().substring(from, answer.xml().indexOf("</" + list + ">", from));
  }

  @Test
  void everythingIsShownWithWhatItMayDo() {
    Answer all = iam.done(DETAILS);
    String user = part(all, "UserDetailList");
    assertTrue(user.contains("<UserName>ann</UserName>"), user);
    assertTrue(user.contains("<GroupList><member>ops</member></GroupList>"), user);
    assertTrue(user.contains("<PolicyDocument>%7B%22Version%22"), user);
    assertTrue(user.contains("<PermissionsBoundaryArn>" + OWN + "</PermissionsBoundaryArn>"), user);
    assertTrue(user.contains("<Key>k1</Key>"), user);
    String group = part(all, "GroupDetailList");
    assertTrue(group.contains("<GroupPolicyList><member>"), group);
    String role = part(all, "RoleDetailList");
    assertTrue(role.contains("<AssumeRolePolicyDocument>%7B"), role);
    assertTrue(role.contains("<InstanceProfileList></InstanceProfileList>"), role);
    assertTrue(role.contains("<PolicyName>IAMReadOnlyAccess</PolicyName>"), role);
    assertTrue(role.contains("<RoleLastUsed>"), role);
    String policies = part(all, "Policies");
    assertTrue(policies.contains("<VersionId>v2</VersionId>"), policies);
    assertTrue(
        policies.contains("<PermissionsBoundaryUsageCount>1</PermissionsBoundaryUsageCount>"),
        policies);
  }

  @Test
  @DisplayName("of the policies that are shipped, only those in use are shown")
  void shippedPoliciesAreShownIfTheyAreUsed() {
    List<String> arns = arns("AWSManagedPolicy");
    assertEquals(List.of(READ_ONLY), arns);
    assertEquals(List.of(OWN), arns("LocalManagedPolicy"));
    assertFalse(
        iam.done(DETAILS, "Filter.member.1", "User").xml().contains("<RoleName>"), "users only");
    assertEquals(
        "400 ValidationError",
        iam.call(DETAILS, "Filter.member.1", "Nobody").told().substring(0, 19));
  }

  private List<String> arns(String filter) {
    return iam.done(DETAILS, "Filter.member.1", filter).all("Arn");
  }

  @Test
  void pagesGoThroughAllKinds() {
    List<String> found = new ArrayList<>();
    String marker = "";
    int pages = 0;
    do {
      Answer page =
          marker.isEmpty()
              ? iam.done(DETAILS, "MaxItems", "2")
              : iam.done(DETAILS, "MaxItems", "2", "Marker", marker);
      found.addAll(page.all("Arn"));
      marker = page.text("Marker");
      assertEquals(marker.isEmpty() ? "false" : "true", page.text("IsTruncated"));
      pages++;
    } while (!marker.isEmpty());
    assertEquals(3, pages);
    assertEquals(iam.done(DETAILS).all("Arn").stream().sorted().toList(), sorted(found));
    assertEquals(5, found.size());
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }
}
