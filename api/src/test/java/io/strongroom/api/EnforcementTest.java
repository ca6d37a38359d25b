package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.function.FunctionPolicy;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.User;
import io.strongroom.testkit.CanaryExtension;
import io.strongroom.testkit.GoldenAnswer;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Policies decide what a call may do. Texts are those of the IAM User Guide, "Troubleshoot access
 * denied error messages".
 */
@ExtendWith(CanaryExtension.class)
class EnforcementTest {
  private static final String ANNS_KEY = "AKIAIOSFODNN7EXAMANN";
  private static final String GET = "secretsmanager:GetSecretValue";
  private static final User ANN =
      User.of(
          Identifiers.of(TestRoom.ACCOUNT, Kind.USER, "AIDAABCDEFGHIJKLMNOPQ", "/", "ann"),
          Instant.EPOCH);

  private final TestRoom room = TestRoom.strict();
  private final TestSigner root = TestSigner.valid();
  private final TestSigner ann = root.keyId(ANNS_KEY);
  private String arn = "";

  @BeforeEach
  void setUp() {
    room.change(change -> change.putting(ANN));
    room.issue(ANNS_KEY, ANN.id(), AccessKey.Status.ACTIVE);
    arn =
        Json.text(
            Json.object(
                room.answer(
                        root.sign(
                            "CreateSecret",
                            """
                            {"Name":"prod/db","SecretString":"s",
                             "Tags":[{"Key":"team","Value":"a"}],
                             "ClientRequestToken":"11111111-1111-1111-1111-111111111111"}
                            """))
                    .body()),
            "ARN");
  }

  private void allow(String statement) {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}";
    room.change(change -> change.putting(ANN.with(Policies.NONE.putting("p", policy))));
  }

  private void attach(String statement) {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}";
    String body =
        "{\"SecretId\":\"prod/db\",\"ResourcePolicy\":\"" + policy.replace("\"", "\\\"") + "\"}";
    assertEquals("200", told(room.answer(root.sign("PutResourcePolicy", body))));
  }

  private String get(String id) {
    return told(room.answer(ann.sign("GetSecretValue", "{\"SecretId\":\"" + id + "\"}")));
  }

  private static String told(GoldenAnswer answer) {
    if (answer.status() == 200) {
      return "200";
    }
    var error = Json.object(answer.body());
    return Json.text(error, "__type") + ": " + Json.text(error, "Message");
  }

  private static String denied(String id, String reason) {
    return refused("user/ann", GET + " on resource: " + id + " " + reason);
  }

  private static String refused(String who, String rest) {
    return "AccessDeniedException: User: arn:aws:iam::%s:%s is not authorized to perform: %s"
        .formatted(TestRoom.ACCOUNT, who, rest);
  }

  private static String noIdentityPolicy(String id) {
    return denied(id, "because no identity-based policy allows the " + GET + " action");
  }

  @Test
  void withoutAPolicyNothingIsAllowed() {
    assertEquals(noIdentityPolicy("prod/db"), get("prod/db"));
    assertEquals(noIdentityPolicy(arn), get(arn));
  }

  @Test
  void identityPolicyAllows() {
    allow("{\"Effect\":\"Allow\",\"Action\":\"" + GET + "\",\"Resource\":\"" + arn + "\"}");
    assertEquals("200", get("prod/db"));
    assertEquals(
        refused(
            "user/ann",
            "secretsmanager:ListSecrets because no identity-based policy allows the"
                + " secretsmanager:ListSecrets action"),
        told(room.answer(ann.sign("ListSecrets", "{}"))));
  }

  @Test
  void resourcePolicyThatNamesTheUserAllowsAlone() {
    attach(
        """
        {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"%s","Resource":"*"}"""
            .formatted(ANN.arn(), GET));
    assertEquals("200", get("prod/db"));
  }

  @Test
  void explicitDenyOfEitherSideWins() {
    allow("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
    attach(
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"%s\",\"Resource\":\"*\"}"
            .formatted(GET));
    assertEquals(
        denied("prod/db", "with an explicit deny in a resource-based policy"), get("prod/db"));
    allow("{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}");
    assertEquals(
        denied("prod/db", "with an explicit deny in an identity-based policy"), get("prod/db"));
  }

  @Test
  @DisplayName("an unknown secret is not found only for those who could have seen it")
  void existenceIsToldToThoseWhoMaySee() {
    assertEquals(noIdentityPolicy("prod/no"), get("prod/no"));
    allow(
        "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
            .formatted(GET, "arn:aws:secretsmanager:*:*:secret:prod/*"));
    assertEquals(
        "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        get("prod/no"));
    assertEquals(noIdentityPolicy("test/no"), get("test/no"));
  }

  @Test
  void conditionsSeeTheSecretsTagsAndTheRequest() {
    allow(
        """
        {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{
          "aws:ResourceTag/team":"a","secretsmanager:VersionStage":"AWSCURRENT"}}}""");
    assertEquals(noIdentityPolicy("prod/db"), get("prod/db"));
    assertEquals(
        "200",
        told(
            room.answer(
                ann.sign(
                    "GetSecretValue",
                    "{\"SecretId\":\"prod/db\",\"VersionStage\":\"AWSCURRENT\"}"))));
  }

  @Test
  @DisplayName("a batch tells for each secret what one read would tell")
  void batchesAreJudgedItemByItem() {
    allow("{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:BatchGet*\",\"Resource\":\"*\"}");
    GoldenAnswer answer =
        room.answer(ann.sign("BatchGetSecretValue", "{\"SecretIdList\":[\"prod/db\"]}"));
    var failure = Json.map(Json.list(Json.object(answer.body()), "Errors").getFirst());
    assertEquals(
        noIdentityPolicy("prod/db"),
        Json.text(failure, "ErrorCode") + ": " + Json.text(failure, "Message"));
  }

  @Test
  void tagsOnCreationNeedTheirOwnPermission() {
    allow("{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:CreateSecret\",\"Resource\":\"*\"}");
    assertEquals("200", told(room.answer(ann.sign("CreateSecret", "{\"Name\":\"plain\"}"))));
    assertEquals(
        refused(
            "user/ann",
            "secretsmanager:TagResource on resource: tagged because no identity-based policy"
                + " allows the secretsmanager:TagResource action"),
        told(
            room.answer(
                ann.sign(
                    "CreateSecret",
                    "{\"Name\":\"tagged\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}"))));
  }

  @Test
  @DisplayName("across accounts both sides must allow, whatever the policy of the secret names")
  void acrossAccountsBothSidesMustAllow() {
    AccountId other = new AccountId("210987654321");
    TestRoom lenient = TestRoom.lenient();
    assertEquals("200", told(lenient.call("CreateSecret", "{\"Name\":\"shared\"}")));
    String shared =
        Json.text(
            Json.object(lenient.call("DescribeSecret", "{\"SecretId\":\"shared\"}").body()), "ARN");
    TestSigner stranger = TestSigner.valid().keyId(other.digits());
    String body = "{\"SecretId\":\"" + shared + "\"}";
    assertEquals(
        refused(
                "root",
                "secretsmanager:DescribeSecret on resource: "
                    + shared
                    + " because no resource-based policy allows the"
                    + " secretsmanager:DescribeSecret action")
            .replace(TestRoom.ACCOUNT + ":root", other + ":root"),
        told(lenient.answer(stranger.sign("DescribeSecret", body))));
  }

  @Test
  @DisplayName("a new user of the same name does not get what the policy gave the old one")
  void policiesNameUsersByTheirUniqueIds() {
    attach(
        """
        {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"%s","Resource":"*"}"""
            .formatted(ANN.arn(), GET));
    assertTrue(policy().contains(ANN.arn()));
    room.change(change -> change.putting(ANN.renamed("/", "Anna")));
    assertEquals("200", get("prod/db"));
    assertTrue(policy().contains(":user/Anna"));
    room.change(change -> change.removing(ANN));
    assertTrue(policy().contains(ANN.id()));
    User again =
        User.of(
            Identifiers.of(TestRoom.ACCOUNT, Kind.USER, "AIDABBBBBBBBBBBBBBBBB", "/", "ann"),
            Instant.EPOCH);
    room.change(change -> change.putting(again));
    String key = "AKIAIOSFODNN7EXAMNEW";
    room.issue(key, again.id(), AccessKey.Status.ACTIVE);
    assertEquals(
        noIdentityPolicy("prod/db"),
        told(room.answer(root.keyId(key).sign("GetSecretValue", "{\"SecretId\":\"prod/db\"}"))));
  }

  private String policy() {
    GoldenAnswer answer = room.answer(root.sign("GetResourcePolicy", "{\"SecretId\":\"prod/db\"}"));
    return Json.text(Json.object(answer.body()), "ResourcePolicy");
  }

  @Test
  void aPolicyThatNamesNobodyIsRefused() {
    String policy =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",\
        "Principal":{"AWS":"arn:aws:iam::123456789012:user/nobody"}}}""";
    String body =
        "{\"SecretId\":\"prod/db\",\"ResourcePolicy\":\"" + policy.replace("\"", "\\\"") + "\"}";
    assertEquals(
        "MalformedPolicyDocumentException: This resource policy contains an unsupported principal.",
        told(room.answer(root.sign("PutResourcePolicy", body))));
  }

  @Test
  @DisplayName("secretsmanager:Type is of the request, secretsmanager:resource/Type of the secret")
  void typesOfPartnersAreAskedFor() {
    allow(
        """
        [{"Effect":"Allow","Action":"secretsmanager:CreateSecret","Resource":"*",
          "Condition":{"StringEquals":{"secretsmanager:Type":"PaddleApiKey"}}},
         {"Effect":"Allow","Action":"secretsmanager:DeleteSecret","Resource":"*",
          "Condition":{"StringEquals":{"secretsmanager:resource/Type":"PaddleApiKey"}}}]""");
    String create = "{\"Name\":\"%s\",\"Type\":\"%s\"}";
    String delete = "{\"SecretId\":\"%s\"}";
    assertEquals(
        "200", told(room.answer(ann.sign("CreateSecret", create.formatted("a", "PaddleApiKey")))));
    assertTrue(
        told(room.answer(ann.sign("CreateSecret", create.formatted("b", "SnowflakePat"))))
            .startsWith("AccessDeniedException"));
    assertTrue(
        told(room.answer(ann.sign("CreateSecret", create.formatted("b", ""))))
            .startsWith("AccessDeniedException"));
    assertEquals("200", told(room.answer(ann.sign("DeleteSecret", delete.formatted("a")))));
    assertTrue(
        told(room.answer(ann.sign("DeleteSecret", delete.formatted("prod/db"))))
            .startsWith("AccessDeniedException"));
  }

  @Test
  @DisplayName("A function that another server runs takes the caller's policy alone")
  void functionsElsewhereAreJudgedByTheCallersSide() {
    String there = "arn:aws:lambda:us-east-1:444455556666:function:rotate";
    String rotate =
        """
        {"SecretId":"prod/db","RotationLambdaARN":"%s",
         "ClientRequestToken":"22222222-2222-2222-2222-222222222222"}"""
            .formatted(there);
    String mayRotate =
        "{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:RotateSecret\",\"Resource\":\"*\"}";
    String mayInvoke =
        "{\"Effect\":\"Allow\",\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"%s\"}"
            .formatted(there);
    allow("[" + mayRotate + "," + mayInvoke + "]");
    assertTrue(told(room.answer(ann.sign("RotateSecret", rotate))).contains("InvokeFunction"));
    room.rotationFunctions.elsewhere = there;
    allow("[" + mayRotate + "]");
    assertTrue(told(room.answer(ann.sign("RotateSecret", rotate))).contains("InvokeFunction"));
    allow("[" + mayRotate + "," + mayInvoke + "]");
    assertEquals("200", told(room.answer(ann.sign("RotateSecret", rotate))));
  }

  @Test
  @DisplayName("A function of another account takes the caller's policy and that of the function")
  void functionsOfOtherAccountsAreJudgedByBothSides() {
    String there = "arn:aws:lambda:us-east-1:444455556666:function:rotate";
    String rotate =
        """
        {"SecretId":"prod/db","RotationLambdaARN":"%s",
         "ClientRequestToken":"22222222-2222-2222-2222-222222222222"}"""
            .formatted(there);
    allow(
        """
        {"Effect":"Allow","Action":["secretsmanager:RotateSecret","lambda:InvokeFunction"],
         "Resource":"*"}""");
    assertTrue(told(room.answer(ann.sign("RotateSecret", rotate))).contains("InvokeFunction"));
    String statement =
        """
        {"Sid":"shared","Effect":"Allow","Principal":{"AWS":"%s"},
         "Action":"lambda:InvokeFunction","Resource":"%s"}"""
            .formatted(TestRoom.ACCOUNT.digits(), there);
    room.rotationFunctions.policy =
        FunctionPolicy.none().adding(new FunctionPolicy.Statement("shared", statement), "1");
    assertEquals("200", told(room.answer(ann.sign("RotateSecret", rotate))));
  }
}
