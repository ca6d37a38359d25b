package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.IamRoom.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Simulations of policies. Source: IAM API Reference, SimulatePrincipalPolicy and
 * SimulateCustomPolicy; the examples of the AWS CLI reference for the places of statements; answers
 * that callers quote for the names of policies.
 */
class SimulationTest {
  private static final String EVE = "arn:aws:iam::123456789012:user/eve";
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
  private static final String GET = "secretsmanager:GetSecretValue";

  private final IamRoom iam = new IamRoom();

  @BeforeEach
  void makeUser() {
    iam.done("CreateUser", "UserName", "eve");
  }

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String statement(String effect, String action, String resource, String more) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"%s}"
        .formatted(effect, action, resource, more);
  }

  private static String allow(String action) {
    return policy(statement("Allow", action, "*", ""));
  }

  private Answer custom(String policy, String action, String... more) {
    return iam.call(
        "SimulateCustomPolicy",
        IamRoom.with(more, "PolicyInputList.member.1", policy, "ActionNames.member.1", action));
  }

  private Answer ofEve(String action, String... more) {
    return iam.call(
        "SimulatePrincipalPolicy",
        IamRoom.with(more, "PolicySourceArn", EVE, "ActionNames.member.1", action));
  }

  private static String decision(Answer answer) {
    assertEquals("200", answer.told());
    return answer.text("EvalDecision");
  }

  @Test
  @DisplayName("the example of the CLI reference, with its places")
  void aStatementIsFoundInItsText() {
    String example =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"dynamodb:*\","
            + "\"Resource\":\"*\",\"Condition\":{\"DateGreaterThan\":{\"aws:CurrentTime\":"
            + "\"2018-08-16T12:00:00Z\"}}}}";
    Answer answer =
        custom(
            example,
            "dynamodb:CreateBackup",
            "ContextEntries.member.1.ContextKeyName",
            "aws:CurrentTime",
            "ContextEntries.member.1.ContextKeyValues.member.1",
            "2019-04-25T11:00:00Z",
            "ContextEntries.member.1.ContextKeyType",
            "date");
    assertEquals("allowed", decision(answer));
    assertEquals("dynamodb:CreateBackup", answer.text("EvalActionName"));
    assertEquals("*", answer.text("EvalResourceName"));
    assertEquals("PolicyInputList.1", answer.text("SourcePolicyId"));
    assertEquals("IAM Policy", answer.text("SourcePolicyType"));
    assertEquals(List.of("1", "1"), answer.all("Line"));
    assertEquals(List.of("167", "38"), answer.all("Column"), "end and start");
    assertTrue(answer.xml().contains("<MissingContextValues></MissingContextValues>"));
  }

  @Test
  void withoutTheKeyItIsMissedAndNothingIsAllowed() {
    String policy =
        policy(
            statement(
                "Allow",
                "s3:*",
                "*",
                ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"a\"},"
                    + "\"Bool\":{\"aws:SecureTransport\":\"true\"}}"));
    Answer answer = custom(policy, "s3:GetObject");
    assertEquals("implicitDeny", decision(answer));
    assertTrue(
        answer
            .xml()
            .contains(
                "<MissingContextValues><member>aws:PrincipalTag/team</member>"
                    + "<member>aws:SecureTransport</member></MissingContextValues>"),
        answer.xml());
    assertTrue(answer.xml().contains("<MatchedStatements></MatchedStatements>"));
  }

  @Test
  @DisplayName("only refusals are told where one refuses, else all grants")
  void everyStatementThatDecidesIsTold() {
    String grants =
        policy(
            statement("Allow", "s3:Get*", "*", ""),
            statement("Allow", "s3:*", "*", ""),
            statement("Allow", "sqs:*", "*", ""));
    Answer allowed = custom(grants, "s3:GetObject");
    assertEquals("allowed", decision(allowed));
    assertEquals(2, allowed.all("SourcePolicyId").size());
    Answer denied =
        custom(
            grants,
            "s3:GetObject",
            "PolicyInputList.member.2",
            policy(statement("Deny", "s3:GetObject", "*", "")));
    assertEquals("explicitDeny", decision(denied));
    assertEquals(List.of("PolicyInputList.2"), denied.all("SourcePolicyId"));
  }

  @Test
  @DisplayName("the policies of a user are its own and those of its groups, by their names")
  void policiesOfAUserAreGathered() {
    iam.done("CreateGroup", "GroupName", "ops");
    iam.done("AddUserToGroup", "GroupName", "ops", "UserName", "eve");
    String[] document = {"PolicyName", "p", "PolicyDocument", allow("secretsmanager:*")};
    iam.done("PutUserPolicy", IamRoom.with(document, "UserName", "eve"));
    iam.done("PutGroupPolicy", IamRoom.with(document, "GroupName", "ops"));
    iam.done(
        "AttachUserPolicy",
        "UserName",
        "eve",
        "PolicyArn",
        "arn:aws:iam::aws:policy/AdministratorAccess");
    Answer answer = ofEve(GET, "ResourceArns.member.1", SECRET);
    assertEquals("allowed", decision(answer));
    List<String> once = List.of("user_eve_p", "AdministratorAccess", "group_ops_p");
    List<String> found = answer.all("SourcePolicyId");
    assertEquals(once, found.subList(0, 3));
    assertEquals(once, found.subList(3, 6), "and the same for the one resource");
    assertEquals(List.of(SECRET, SECRET), answer.all("EvalResourceName"));
    assertEquals("allowed", answer.text("EvalResourceDecision"));
    assertFalse(answer.xml().contains("OrganizationsDecisionDetail"));
    assertFalse(answer.xml().contains("PermissionsBoundaryDecisionDetail"));
  }

  @Test
  void boundariesLimit() {
    String[] boundary = {"PermissionsBoundaryPolicyInputList.member.1", allow("s3:*")};
    Answer within = custom(allow("*"), "s3:GetObject", boundary);
    assertEquals("allowed", decision(within));
    assertEquals("true", within.text("AllowedByPermissionsBoundary"));
    Answer beyond = custom(allow("*"), GET, boundary);
    assertEquals("implicitDeny", decision(beyond));
    assertEquals("false", beyond.text("AllowedByPermissionsBoundary"));
    iam.done(
        "PutUserPermissionsBoundary",
        "UserName",
        "eve",
        "PermissionsBoundary",
        "arn:aws:iam::aws:policy/IAMReadOnlyAccess");
    Answer own = ofEve(GET, "PolicyInputList.member.1", allow("*"));
    assertEquals("implicitDeny", decision(own));
    Answer replaced =
        ofEve("s3:GetObject", IamRoom.with(boundary, "PolicyInputList.member.1", allow("*")));
    assertEquals("allowed", decision(replaced));
  }

  @Test
  @DisplayName("a resource policy of another account needs the caller's own policy too")
  void resourcePoliciesAreJudged() {
    String guard =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + EVE
            + "\"},\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"}]}";
    String[] asked = {"ResourceArns.member.1", SECRET, "ResourcePolicy", guard};
    Answer same = ofEve(GET, asked);
    assertEquals("allowed", decision(same));
    assertEquals("ResourcePolicy", same.text("SourcePolicyId"));
    assertTrue(same.xml().contains("<EvalDecisionDetails></EvalDecisionDetails>"), same.xml());
    String foreign = SECRET.replace("123456789012", "444455556666");
    String[] across = {"ResourceArns.member.1", foreign, "ResourcePolicy", guard};
    Answer alone = ofEve(GET, across);
    assertEquals("implicitDeny", decision(alone));
    assertTrue(
        alone
            .xml()
            .contains(
                "<entry><key>IAM Policy</key><value>implicitDeny</value></entry>"
                    + "<entry><key>Resource Policy</key><value>allowed</value></entry>"),
        alone.xml());
    String[] both = IamRoom.with(across, "PolicyInputList.member.1", allow("*"));
    assertEquals("allowed", decision(ofEve(GET, both)));
    String[] owned = {
      "ResourceArns.member.1",
      "arn:aws:s3:::b",
      "ResourcePolicy",
      guard,
      "ResourceOwner",
      "arn:aws:iam::444455556666:root"
    };
    assertEquals("implicitDeny", decision(ofEve(GET, owned)));
  }

  @Test
  void variablesStandForTheCaller() {
    String own =
        policy(statement("Allow", "iam:*", "arn:aws:iam::123456789012:user/${aws:username}", ""));
    String[] herself = {"ResourceArns.member.1", EVE};
    assertEquals(
        "allowed", decision(custom(own, "iam:GetUser", IamRoom.with(herself, "CallerArn", EVE))));
    Answer nobody = custom(own, "iam:GetUser", herself);
    assertEquals("implicitDeny", decision(nobody));
    assertEquals("aws:username", firstMissing(nobody));
    assertEquals(
        "allowed",
        decision(
            custom(
                own,
                "iam:GetUser",
                IamRoom.with(
                    herself,
                    "ContextEntries.member.1.ContextKeyName",
                    "aws:username",
                    "ContextEntries.member.1.ContextKeyValues.member.1",
                    "eve",
                    "ContextEntries.member.1.ContextKeyType",
                    "string"))));
  }

  private static String firstMissing(Answer answer) {
    String begin = "<MissingContextValues><member>";
    int from = answer.xml().indexOf(begin) + begin.length();
    return answer.xml().substring(from, answer.xml().indexOf("<", from));
  }

  @Test
  void entriesOfAllTypesAreValues() {
    String[][] cases = {
      {"string", "StringEquals", "a", "a"},
      {"stringList", "ForAnyValue:StringEquals", "a", "a"},
      {"numeric", "NumericLessThan", "10", "9.5"},
      {"numericList", "ForAnyValue:NumericEquals", "10", "10"},
      {"boolean", "Bool", "true", "true"},
      {"booleanList", "ForAllValues:Bool", "true", "true"},
      {"ip", "IpAddress", "203.0.113.0/24", "203.0.113.7"},
      {"ipList", "ForAnyValue:IpAddress", "203.0.113.0/24", "203.0.113.7"},
      {"binary", "BinaryEquals", "AQI=", "AQI="},
      {"binaryList", "ForAnyValue:BinaryEquals", "AQI=", "AQI="},
      {"date", "DateLessThan", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"},
      {"dateList", "ForAnyValue:DateEquals", "2026-01-02", "2026-01-02"},
    };
    for (String[] each : cases) {
      String condition =
          ",\"Condition\":{\"%s\":{\"aws:Some/key\":\"%s\"}}".formatted(each[1], each[2]);
      String policy = policy(statement("Allow", "s3:*", "*", condition));
      assertEquals("allowed", decision(withEntry(policy, each[0], each[3])), each[0]);
    }
    assertEquals(
        "400 InvalidInput: Invalid value of type numeric for context key aws:Some/key",
        withEntry(allow("s3:*"), "numeric", "ten").told());
  }

  private Answer withEntry(String policy, String type, String value) {
    return custom(
        policy,
        "s3:GetObject",
        "ContextEntries.member.1.ContextKeyName",
        "aws:Some/key",
        "ContextEntries.member.1.ContextKeyValues.member.1",
        value,
        "ContextEntries.member.1.ContextKeyType",
        type);
  }

  @Test
  void resultsHavePages() {
    String[] asked = {
      "PolicyInputList.member.1", allow("s3:*"),
      "ActionNames.member.1", "s3:GetObject",
      "ActionNames.member.2", "s3:PutObject",
      "ActionNames.member.3", "sqs:SendMessage",
    };
    assertEquals(
        List.of("allowed", "allowed", "implicitDeny"),
        iam.paged("EvalDecision", "SimulateCustomPolicy", asked));
  }

  @Test
  void whatCannotBeSimulatedIsRefused() {
    assertEquals(
        "400 InvalidInput: Invalid action name: s3:*", custom(allow("s3:*"), "s3:*").told());
    assertEquals(
        "400 InvalidInput: Invalid policy PolicyInputList.1: Syntax errors in policy.",
        custom("{", "s3:GetObject").told());
    assertEquals(
        "400 InvalidInput: Invalid CallerArn: arn:aws:iam::123456789012:role/r is not the ARN of an"
            + " IAM user.",
        custom(allow("s3:*"), "s3:GetObject", "CallerArn", "arn:aws:iam::123456789012:role/r")
            .told());
    assertEquals(
        "400 InvalidInput: CallerArn must be provided with ResourcePolicy.",
        custom(allow("s3:*"), "s3:GetObject", "ResourcePolicy", "{}").told());
    assertEquals(
        "404 NoSuchEntity: The entity with ARN arn:aws:iam::123456789012:user/no cannot be found.",
        iam.call(
                "SimulatePrincipalPolicy",
                "PolicySourceArn",
                "arn:aws:iam::123456789012:user/no",
                "ActionNames.member.1",
                GET)
            .told());
    assertEquals(
        "400 InvalidInput: Invalid Entity Arn: arn:aws:iam::123456789012:root does not clearly"
            + " define entity type and name.",
        iam.call(
                "SimulatePrincipalPolicy",
                "PolicySourceArn",
                "arn:aws:iam::123456789012:root",
                "ActionNames.member.1",
                GET)
            .told());
  }

  @Test
  @DisplayName("keys are those of conditions and of variables, each once")
  void contextKeysAreFound() {
    String policy =
        policy(
            statement(
                "Allow",
                "s3:*",
                "arn:aws:s3:::home/${aws:username}/*",
                ",\"Condition\":{\"DateGreaterThan\":{\"aws:CurrentTime\":\"2026-01-01\"},"
                    + "\"StringLike\":{\"s3:prefix\":\"${aws:PrincipalTag/team}/*\"}}"),
            statement(
                "Deny", "s3:*", "*", ",\"Condition\":{\"Null\":{\"AWS:currenttime\":\"true\"}}"));
    List<String> keys =
        List.of("aws:CurrentTime", "aws:PrincipalTag/team", "aws:username", "s3:prefix");
    Answer custom = iam.done("GetContextKeysForCustomPolicy", "PolicyInputList.member.1", policy);
    assertEquals(keys, custom.all("member"));
    iam.done("PutUserPolicy", "UserName", "eve", "PolicyName", "p", "PolicyDocument", policy);
    assertEquals(
        keys, iam.done("GetContextKeysForPrincipalPolicy", "PolicySourceArn", EVE).all("member"));
  }
}
