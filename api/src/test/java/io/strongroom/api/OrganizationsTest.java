package io.strongroom.api;

import static io.strongroom.api.StsRoom.ANN;
import static io.strongroom.api.StsRoom.NOW;
import static io.strongroom.api.StsRoom.ROOT;
import static io.strongroom.api.StsRoom.allow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.StsRoom.Answer;
import io.strongroom.api.StsRoom.Signer;
import io.strongroom.iam.directory.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Accounts by the wire, as the API reference of Organizations describes it. */
class OrganizationsTest {
  private final StsRoom sts = new StsRoom().withAnn(allow("\"organizations:*\""));

  @BeforeEach
  void found() {
    sts.room.change(
        change ->
            change.registering(
                Account.unnamed(TestRoom.ACCOUNT, Account.Standing.MANAGEMENT, NOW)));
  }

  private Map<String, Object> done(String operation, String json) {
    Answer answer = sts.organizations(ANN, operation, json).done();
    return answer.body().isEmpty() ? Map.of() : Json.object(answer.body().getBytes(UTF_8));
  }

  private Map<String, Object> create(String email) {
    String json = "{\"Email\":\"%s\",\"AccountName\":\"Shop\"}".formatted(email);
    return Json.map(done("CreateAccount", json), "CreateAccountStatus");
  }

  private String told(String operation, String json) {
    return sts.organizations(ANN, operation, json).told();
  }

  private Answer access(Signer key, String account) {
    return sts.call(
        key,
        "AssumeRole",
        "RoleArn",
        "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole",
        "RoleSessionName",
        "first");
  }

  @Test
  @DisplayName("CreateAccount, then AssumeRole: that is the whole bootstrap")
  void accountIsReachedByItsRole() {
    Map<String, Object> made = create("shop@example.com");
    assertEquals("SUCCEEDED", made.get("State"));
    String account = Json.text(made, "AccountId");
    assertTrue(account.matches("\\d{12}"), account);

    Answer session = access(ROOT, account).done();
    Answer caller = sts.call(Signer.of(session), "GetCallerIdentity").done();
    assertEquals(account, caller.text("Account"));
    assertTrue(access(ANN, account).told().startsWith("403 AccessDenied"), "needs sts:AssumeRole");
    assertEquals(
        made,
        Json.map(
            done(
                "DescribeCreateAccountStatus",
                "{\"CreateAccountRequestId\":\"" + made.get("Id") + "\"}"),
            "CreateAccountStatus"));
    Map<String, Object> shown =
        Json.map(done("DescribeAccount", "{\"AccountId\":\"" + account + "\"}"), "Account");
    assertEquals("shop@example.com", shown.get("Email"));
    assertEquals("Shop", shown.get("Name"));
    assertEquals("ACTIVE", shown.get("Status"));
    assertTrue(
        Json.text(shown, "Arn")
            .matches("arn:aws:organizations::123456789012:account/o-[a-z0-9]{10}/" + account));
  }

  @Test
  void addressesAreUnique() {
    var _ = create("shop@example.com");
    Map<String, Object> failed = create("SHOP@example.com");
    assertEquals("FAILED", failed.get("State"));
    assertEquals("EMAIL_ALREADY_EXISTS", failed.get("FailureReason"));
    assertEquals(
        failed,
        Json.map(
            done(
                "DescribeCreateAccountStatus",
                "{\"CreateAccountRequestId\":\"" + failed.get("Id") + "\"}"),
            "CreateAccountStatus"));
  }

  @Test
  @DisplayName("From CloseAccount on no credentials of the account work")
  void closedAccountsAreSilent() {
    String account = Json.text(create("shop@example.com"), "AccountId");
    Signer session = Signer.of(access(ROOT, account).done());
    String named = "{\"AccountId\":\"" + account + "\"}";
    assertEquals("200", told("CloseAccount", named));
    assertEquals(
        "403 InvalidClientTokenId: The security token included in the request is invalid",
        sts.call(session, "GetCallerIdentity").told());
    assertTrue(access(ROOT, account).told().startsWith("403 AccessDenied"));
    Map<String, Object> shown = Json.map(done("DescribeAccount", named), "Account");
    assertEquals("SUSPENDED", shown.get("Status"));
    assertEquals("CLOSED", shown.get("State"));
    assertTrue(told("CloseAccount", named).startsWith("400 AccountAlreadyClosedException"));
  }

  @Test
  void otherErrors() {
    assertTrue(
        told("CloseAccount", "{\"AccountId\":\"123456789012\"}")
            .startsWith("400 ConstraintViolationException"));
    for (String operation : List.of("CloseAccount", "DescribeAccount")) {
      assertTrue(
          told(operation, "{\"AccountId\":\"999999999999\"}")
              .startsWith("400 AccountNotFoundException"));
    }
    assertTrue(
        told("DescribeCreateAccountStatus", "{\"CreateAccountRequestId\":\"car-00000000\"}")
            .startsWith("400 CreateAccountStatusNotFoundException"));
    assertTrue(
        told("ListAccounts", "{\"NextToken\":\"x\"}").startsWith("400 InvalidInputException"));
    assertTrue(
        told("CreateAccount", "{\"Email\":\"nobody\",\"AccountName\":\"x\"}")
            .startsWith("400 ValidationException"));
    assertTrue(told("CreateOrganization", "{}").startsWith("400 UnknownOperationException"));
  }

  @Test
  void pagesCoverAllAccounts() {
    List<String> made = new ArrayList<>(List.of("123456789012"));
    for (int i = 0; i < 5; i++) {
      made.add(Json.text(create("shop-" + i + "@example.com"), "AccountId"));
    }
    var _ = create("shop-0@example.com");
    assertEquals(made.stream().sorted().toList(), all("ListAccounts", "Accounts", "Id"));
    List<String> states = all("ListCreateAccountStatus", "CreateAccountStatuses", "State");
    assertEquals(6, states.size());
    assertEquals("FAILED", states.getFirst());
    assertEquals(
        1,
        Json.list(
                done("ListCreateAccountStatus", "{\"States\":[\"FAILED\"]}"),
                "CreateAccountStatuses")
            .size());
  }

  private List<String> all(String operation, String list, String member) {
    List<String> found = new ArrayList<>();
    String token = "";
    do {
      Map<String, Object> page = done(operation, "{\"MaxResults\":2" + token + "}");
      List<Object> items = Json.list(page, list);
      assertTrue(items.size() <= 2);
      items.forEach(item -> found.add(Json.text(Json.map(item), member)));
      token =
          page.containsKey("NextToken") ? ",\"NextToken\":\"" + page.get("NextToken") + "\"" : "";
    } while (!token.isEmpty());
    return found;
  }

  @Test
  @DisplayName("Only the management account manages; the others may look at the organization")
  void onlyManagementManages() {
    String account = Json.text(create("shop@example.com"), "AccountId");
    Signer member = Signer.of(access(ROOT, account).done());
    for (String operation :
        List.of("ListAccounts", "ListCreateAccountStatus", "CloseAccount", "CreateAccount")) {
      String json =
          switch (operation) {
            case "CloseAccount" -> "{\"AccountId\":\"" + account + "\"}";
            case "CreateAccount" -> "{\"Email\":\"a@example.com\",\"AccountName\":\"a\"}";
            default -> "{}";
          };
      assertEquals(
          "400 AccessDeniedException: You don't have permissions to access this resource.",
          sts.organizations(member, operation, json).told());
    }
    assertEquals("200", sts.organizations(member, "DescribeOrganization", "{}").told());
    Map<String, Object> organization = Json.map(done("DescribeOrganization", "{}"), "Organization");
    assertEquals("123456789012", organization.get("MasterAccountId"));
  }

  @Test
  void policiesDecideForWhoManages() {
    StsRoom bare = new StsRoom().withAnn(allow("\"s3:*\""));
    bare.room.change(
        change ->
            change.registering(
                Account.unnamed(TestRoom.ACCOUNT, Account.Standing.MANAGEMENT, NOW)));
    assertEquals(
        "400 AccessDeniedException: User: arn:aws:iam::123456789012:user/eng/ann is not authorized"
            + " to perform: organizations:ListAccounts because no identity-based policy allows the"
            + " organizations:ListAccounts action",
        bare.organizations(ANN, "ListAccounts", "{}").told());
    assertTrue(
        new StsRoom()
            .organizations(ROOT, "ListAccounts", "{}")
            .told()
            .startsWith("400 AWSOrganizationsNotInUseException"));
  }
}
