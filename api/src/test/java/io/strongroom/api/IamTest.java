package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.IamRoom.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the operations of IAM answer when nothing is wrong. Source: IAM API Reference. */
class IamTest {
  private static final String ACCOUNT = TestRoom.ACCOUNT.digits();
  private static final String ROOT = "arn:aws:iam::" + ACCOUNT + ":root";
  private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final IamRoom iam = new IamRoom();

  @Test
  void aUserIsShownWithItsIdArnDateBoundaryAndTags() {
    Answer made =
        iam.done(
            "CreateUser",
            IamRoom.with(
                IamRoom.tags(1), "UserName", "Ann", "Path", "/a/", "PermissionsBoundary", ADMIN));
    String arn = "arn:aws:iam::" + ACCOUNT + ":user/a/Ann";
    assertEquals(arn, made.text("Arn"));
    assertTrue(made.text("UserId").matches("AIDA[A-Z2-7]{17}"));
    assertEquals("2026-01-02T03:04:05Z", made.text("CreateDate"));
    Answer shown = iam.done("GetUser", "UserName", "ann");
    assertEquals("Ann", shown.text("UserName"));
    assertEquals("Policy", shown.text("PermissionsBoundaryType"));
    assertEquals(ADMIN, shown.text("PermissionsBoundaryArn"));
    assertEquals("v1", shown.text("Value"));
    Answer listed = iam.done("ListUsers", "PathPrefix", "/a");
    assertEquals(List.of(arn), listed.all("Arn"));
    assertEquals("", listed.text("Value") + listed.text("PermissionsBoundaryArn"));
    assertEquals(List.of(), iam.done("ListUsers", "PathPrefix", "/b").all("Arn"));
  }

  @Test
  @DisplayName("a renamed user keeps id, keys and groups")
  void aRenamedUserKeepsWhatItHas() {
    String id = iam.done("CreateUser", "UserName", "ann").text("UserId");
    IamRoom.Key key = iam.administrator("ann");
    iam.done("CreateGroup", "GroupName", "g");
    iam.done("AddUserToGroup", "GroupName", "g", "UserName", "ann");
    iam.done("UpdateUser", "UserName", "ann", "NewUserName", "Anna", "NewPath", "/x/");
    Answer own = iam.call(key, "GetUser");
    assertEquals(id, own.text("UserId"));
    assertEquals("arn:aws:iam::" + ACCOUNT + ":user/x/Anna", own.text("Arn"));
    assertEquals("g", iam.done("ListGroupsForUser", "UserName", "anna").text("GroupName"));
  }

  @Test
  void aRenamedGroupKeepsItsUsers() {
    iam.done("CreateUser", "UserName", "ann");
    iam.done("CreateGroup", "GroupName", "g");
    iam.done("AddUserToGroup", "GroupName", "g", "UserName", "ann");
    iam.done("UpdateGroup", "GroupName", "g", "NewGroupName", "G2", "NewPath", "/x/");
    Answer shown = iam.done("GetGroup", "GroupName", "g2");
    assertEquals("arn:aws:iam::" + ACCOUNT + ":group/x/G2", shown.text("Arn"));
    assertEquals("ann", shown.text("UserName"));
  }

  @Test
  void withoutANameTheCallersOwnUserIsMeant() {
    iam.done("CreateUser", "UserName", "ann");
    IamRoom.Key key = iam.administrator("ann");
    assertEquals("ann", iam.call(key, "GetUser").text("UserName"));
    assertEquals(List.of(key.id()), iam.call(key, "ListAccessKeys").all("AccessKeyId"));
    Answer second = iam.call(key, "CreateAccessKey");
    assertEquals("ann", second.text("UserName"));
    String id = second.text("AccessKeyId");
    assertEquals("200", iam.call(key, "DeleteAccessKey", "AccessKeyId", id).told());
    assertEquals(ROOT, iam.call("GetUser").text("Arn"));
    assertEquals(ACCOUNT, iam.call("GetUser").text("UserId"));
    Answer refused = iam.call("CreateAccessKey");
    assertEquals(403, refused.status());
    assertEquals("AccessDenied", refused.text("Code"));
  }

  @Test
  @DisplayName("the secret of a key is shown once; turned off or deleted it signs no more, at once")
  void aKeySignsWhileItIsActive() {
    iam.done("CreateUser", "UserName", "ann");
    IamRoom.Key key = iam.administrator("ann");
    assertEquals(40, key.secret().length());
    assertTrue(key.id().matches("AKIA[A-Z2-7]{16}"));
    Answer listed = iam.done("ListAccessKeys", "UserName", "ann");
    assertEquals("Active", listed.text("Status"));
    assertFalse(listed.xml().contains(key.secret()));
    assertEquals("200", iam.call(key, "GetUser").told());
    iam.done("UpdateAccessKey", "UserName", "ann", "AccessKeyId", key.id(), "Status", "Inactive");
    assertEquals("InvalidClientTokenId", iam.call(key, "GetUser").text("Code"));
    iam.done("UpdateAccessKey", "UserName", "ann", "AccessKeyId", key.id(), "Status", "Active");
    assertEquals("200", iam.call(key, "GetUser").told());
    iam.done("DeleteAccessKey", "UserName", "ann", "AccessKeyId", key.id());
    assertEquals("InvalidClientTokenId", iam.call(key, "GetUser").text("Code"));
  }

  @Test
  void theLastUseOfAKeyIsKnown() {
    iam.done("CreateUser", "UserName", "ann");
    IamRoom.Key key = iam.administrator("ann");
    Answer never = iam.done("GetAccessKeyLastUsed", "AccessKeyId", key.id());
    assertEquals("ann N/A N/A", told(never));
    iam.call(key, "GetUser");
    Answer used = iam.done("GetAccessKeyLastUsed", "AccessKeyId", key.id());
    assertEquals("ann iam us-east-1", told(used));
    assertEquals("2026-01-02T03:04:00Z", used.text("LastUsedDate"));
  }

  private static String told(Answer use) {
    return use.text("UserName") + " " + use.text("ServiceName") + " " + use.text("Region");
  }

  @Test
  void aRoleIsShownWithItsEncodedTrustPolicy() {
    Answer made =
        iam.done(
            "CreateRole",
            "RoleName",
            "r",
            "AssumeRolePolicyDocument",
            IamRoom.TRUST,
            "Description",
            "for tests",
            "MaxSessionDuration",
            "7200");
    String document = made.text("AssumeRolePolicyDocument");
    assertTrue(document.matches("[A-Za-z0-9%._~-]+"), document);
    assertEquals(IamRoom.TRUST, URLDecoder.decode(document, StandardCharsets.UTF_8));
    iam.done("UpdateRole", "RoleName", "r", "MaxSessionDuration", "3600");
    Answer shown = iam.done("GetRole", "RoleName", "r");
    assertEquals(
        "for tests 3600", shown.text("Description") + " " + shown.text("MaxSessionDuration"));
    assertTrue(shown.xml().contains("<RoleLastUsed></RoleLastUsed>"), shown.xml());
    Answer described = iam.done("UpdateRoleDescription", "RoleName", "r", "Description", "");
    assertEquals("", described.text("Description"));
    iam.done("UpdateAssumeRolePolicy", "RoleName", "r", "PolicyDocument", IamRoom.TRUST + " ");
    iam.done("DeleteRole", "RoleName", "r");
    assertEquals(404, iam.call("GetRole", "RoleName", "r").status());
  }

  @Test
  @DisplayName("pages of every list together are the list")
  void everyListHasPages() {
    List<String> names = List.of("a", "B", "c", "D", "e");
    for (String name : names) {
      iam.done("CreateUser", "UserName", name);
      iam.done("CreateGroup", "GroupName", name);
      iam.done("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", IamRoom.TRUST);
      iam.done("CreatePolicy", "PolicyName", name, "PolicyDocument", IamRoom.POLICY);
    }
    for (String name : names) {
      iam.done("AddUserToGroup", "GroupName", "a", "UserName", name);
      if (!name.equals("a")) {
        iam.done("AddUserToGroup", "GroupName", name, "UserName", "a");
      }
      iam.done(
          "AttachUserPolicy",
          "UserName",
          "a",
          "PolicyArn",
          "arn:aws:iam::" + ACCOUNT + ":policy/" + name);
      iam.done("AttachRolePolicy", "RoleName", name, "PolicyArn", ADMIN);
      iam.done(
          "PutGroupPolicy", "GroupName", "a", "PolicyName", name, "PolicyDocument", IamRoom.POLICY);
    }
    iam.done("TagUser", IamRoom.with(IamRoom.tags(5), "UserName", "a"));
    assertEquals(names, iam.paged("UserName", "ListUsers"));
    assertEquals(names, iam.paged("GroupName", "ListGroups"));
    assertEquals(names, iam.paged("RoleName", "ListRoles"));
    assertEquals(names, iam.paged("PolicyName", "ListPolicies", "Scope", "Local"));
    assertEquals(names, iam.paged("GroupName", "ListGroupsForUser", "UserName", "a"));
    assertEquals(names, iam.paged("PolicyName", "ListAttachedUserPolicies", "UserName", "a"));
    assertEquals(names, iam.paged("RoleName", "ListEntitiesForPolicy", "PolicyArn", ADMIN));
    assertEquals(
        List.of("k1", "k2", "k3", "k4", "k5"), iam.paged("Key", "ListUserTags", "UserName", "a"));
    assertEquals(names, iam.paged("UserName", "GetGroup", "GroupName", "a"));
    String marker = iam.done("ListUsers", "MaxItems", "1").text("Marker");
    assertEquals(
        "400 ValidationError: Invalid Marker.", iam.call("ListGroups", "Marker", marker).told());
    assertEquals(
        List.of("B", "D", "a", "c", "e"), inline(iam.done("ListGroupPolicies", "GroupName", "a")));
  }

  private static List<String> inline(Answer listed) {
    return listed.all("member");
  }

  @Test
  void tagsAreAddedReplacedAndRemovedIgnoringCase() {
    String arn =
        iam.done("CreatePolicy", "PolicyName", "p", "PolicyDocument", IamRoom.POLICY).text("Arn");
    iam.done("TagPolicy", IamRoom.with(IamRoom.tags(2), "PolicyArn", arn));
    iam.done("TagPolicy", "PolicyArn", arn, "Tags.member.1.Key", "K1", "Tags.member.1.Value", "");
    Answer listed = iam.done("ListPolicyTags", "PolicyArn", arn);
    assertEquals(List.of("k2", "K1"), listed.all("Key"));
    assertEquals(List.of("v2", ""), listed.all("Value"));
    iam.done("UntagPolicy", "PolicyArn", arn, "TagKeys.member.1", "k1", "TagKeys.member.2", "no");
    assertEquals(List.of("k2"), iam.done("ListPolicyTags", "PolicyArn", arn).all("Key"));
    iam.done("CreateUser", IamRoom.with(IamRoom.tags(50), "UserName", "ann"));
    assertEquals(
        "409 LimitExceeded: Cannot exceed quota for TagsPerResource: 50",
        iam.call("TagUser", "UserName", "ann", "Tags.member.1.Key", "x", "Tags.member.1.Value", "")
            .told());
  }

  @Test
  void tagsOfAllKinds() {
    iam.done("CreateUser", "UserName", "x");
    iam.done("CreateRole", "RoleName", "x", "AssumeRolePolicyDocument", IamRoom.TRUST);
    String issuer =
        iam.done("CreateOpenIDConnectProvider", "Url", "https://x.example")
            .text("OpenIDConnectProviderArn");
    String[][] all = {
      {"User", "UserName", "x"},
      {"Role", "RoleName", "x"},
      {"OpenIDConnectProvider", "OpenIDConnectProviderArn", issuer}
    };
    for (String[] each : all) {
      iam.done("Tag" + each[0], IamRoom.with(IamRoom.tags(3), each[1], each[2]));
      iam.done("Untag" + each[0], each[1], each[2], "TagKeys.member.1", "k2");
      Answer listed = iam.done("List" + each[0] + "Tags", each[1], each[2]);
      assertEquals(List.of("k1", "k3"), listed.all("Key"), each[0]);
      assertEquals(List.of("k1", "k3"), iam.done("Get" + each[0], each[1], each[2]).all("Key"));
    }
  }

  @Test
  void anIssuerIsKeptWithItsAudiencesAndThumbprints() {
    String thumbprint = "a1".repeat(20);
    Answer made =
        iam.done(
            "CreateOpenIDConnectProvider",
            IamRoom.with(
                IamRoom.tags(1),
                "Url",
                "https://issuer.example/a",
                "ClientIDList.member.1",
                "one",
                "ThumbprintList.member.1",
                thumbprint));
    String arn = made.text("OpenIDConnectProviderArn");
    assertEquals("arn:aws:iam::" + ACCOUNT + ":oidc-provider/issuer.example/a", arn);
    iam.done(
        "AddClientIDToOpenIDConnectProvider", "OpenIDConnectProviderArn", arn, "ClientID", "two");
    iam.done(
        "UpdateOpenIDConnectProviderThumbprint",
        "OpenIDConnectProviderArn",
        arn,
        "ThumbprintList.member.1",
        thumbprint.toUpperCase(Locale.ROOT));
    iam.done(
        "RemoveClientIDFromOpenIDConnectProvider",
        "OpenIDConnectProviderArn",
        arn,
        "ClientID",
        "one");
    Answer shown = iam.done("GetOpenIDConnectProvider", "OpenIDConnectProviderArn", arn);
    assertEquals("issuer.example/a", shown.text("Url"));
    assertEquals(List.of("two", thumbprint.toUpperCase(Locale.ROOT)), shown.all("member"));
    assertEquals(List.of(arn), iam.done("ListOpenIDConnectProviders").all("Arn"));
    assertEquals(
        "k1",
        iam.done("ListOpenIDConnectProviderTags", "OpenIDConnectProviderArn", arn).text("Key"));
    iam.done("DeleteOpenIDConnectProvider", "OpenIDConnectProviderArn", arn);
    assertEquals(List.of(), iam.done("ListOpenIDConnectProviders").all("Arn"));
  }

  @Test
  @DisplayName("a role trusts the user that was meant, not another one of the same name")
  void aTrustPolicyNamesUsersByTheirIds() {
    String id = iam.done("CreateUser", "UserName", "ann").text("UserId");
    String arn = "arn:aws:iam::" + ACCOUNT + ":user/ann";
    String trust =
        IamRoom.TRUST.replace("\"111122223333\"", "[ \"%s\", \"%s\"]").formatted(ROOT, arn);
    iam.done("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", trust);
    assertEquals(trust, trustOf("r"));
    iam.done("UpdateUser", "UserName", "ann", "NewUserName", "Anna");
    assertEquals(trust.replace("user/ann", "user/Anna"), trustOf("r"));
    iam.done("DeleteUser", "UserName", "Anna");
    iam.done("CreateUser", "UserName", "ann");
    assertEquals(trust.replace(arn, id), trustOf("r"));
    assertEquals(trustOf("r"), decoded(iam.done("ListRoles")));
    iam.done("UpdateAssumeRolePolicy", "RoleName", "r", "PolicyDocument", trust);
    assertEquals(trust, trustOf("r"));
    String nobody = trust.replace("user/ann", "role/nobody");
    assertEquals(
        "400 MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"%s\""
            .formatted(arn.replace("user/ann", "role/nobody")),
        iam.call("UpdateAssumeRolePolicy", "RoleName", "r", "PolicyDocument", nobody).told());
  }

  private String trustOf(String role) {
    return decoded(iam.done("GetRole", "RoleName", role));
  }

  private static String decoded(Answer roles) {
    return URLDecoder.decode(roles.text("AssumeRolePolicyDocument"), StandardCharsets.UTF_8);
  }

  @Test
  void anAccountHasOneAlias() {
    iam.done("CreateAccountAlias", "AccountAlias", "acme");
    iam.done("CreateAccountAlias", "AccountAlias", "acme-2");
    assertEquals(List.of("acme-2"), iam.done("ListAccountAliases").all("member"));
    assertEquals(
        "404 NoSuchEntity: The account alias with name acme cannot be found.",
        iam.call("DeleteAccountAlias", "AccountAlias", "acme").told());
    iam.done("DeleteAccountAlias", "AccountAlias", "acme-2");
    assertEquals(List.of(), iam.done("ListAccountAliases").all("member"));
  }

  @Test
  void theSummaryCounts() {
    iam.done("CreateUser", "UserName", "ann");
    String summary = iam.done("GetAccountSummary").xml();
    assertTrue(summary.contains("<key>Users</key><value>1</value>"), summary);
    assertTrue(summary.contains("<key>UsersQuota</key><value>5000</value>"), summary);
    assertTrue(summary.contains("<key>AccountMFAEnabled</key><value>0</value>"), summary);
  }

  @Test
  @DisplayName("a user is in ten groups and has ten policies at most")
  void quotasOfAUser() {
    iam.done("CreateUser", "UserName", "ann");
    for (int i = 0; i <= 10; i++) {
      iam.done("CreateGroup", "GroupName", "g" + i);
      iam.done("CreatePolicy", "PolicyName", "p" + i, "PolicyDocument", IamRoom.POLICY);
    }
    String arn = "arn:aws:iam::" + ACCOUNT + ":policy/p";
    for (int i = 0; i < 10; i++) {
      iam.done("AddUserToGroup", "GroupName", "g" + i, "UserName", "ann");
      iam.done("AttachUserPolicy", "UserName", "ann", "PolicyArn", arn + i);
    }
    assertEquals(
        "409 LimitExceeded: Cannot exceed quota for GroupsPerUser: 10",
        iam.call("AddUserToGroup", "GroupName", "g10", "UserName", "ann").told());
    assertEquals(
        "409 LimitExceeded: Cannot exceed quota for PoliciesPerUser: 10",
        iam.call("AttachUserPolicy", "UserName", "ann", "PolicyArn", arn + 10).told());
  }

  @Test
  @DisplayName("the groups of an account are 300 at most")
  void quotaOfGroups() {
    for (int i = 0; i < 300; i++) {
      iam.done("CreateGroup", "GroupName", "g" + i);
    }
    assertEquals(
        "409 LimitExceeded: Cannot exceed quota for GroupsPerAccount: 300",
        iam.call("CreateGroup", "GroupName", "one-more").told());
  }
}
