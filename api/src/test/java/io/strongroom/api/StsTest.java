package io.strongroom.api;

import static io.strongroom.api.StsRoom.ANN;
import static io.strongroom.api.StsRoom.OTHER;
import static io.strongroom.api.StsRoom.ROOT;
import static io.strongroom.api.StsRoom.allow;
import static io.strongroom.api.StsRoom.trust;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.StsRoom.Answer;
import io.strongroom.api.StsRoom.Signer;
import io.strongroom.iam.directory.Role;
import io.strongroom.testkit.CanaryExtension;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** STS, as its API reference, the IAM guide and its users describe it. */
@ExtendWith(CanaryExtension.class)
class StsTest {
  private static final String ASSUME = "\"sts:AssumeRole\"";
  private static final String ALL =
      "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]";
  private static final String ACCOUNT = "{\"AWS\":\"123456789012\"}";
  private static final String BY_ID = "{\"AWS\":\"" + StsRoom.ANN_ID + "\"}";
  private static final String DENY_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
  private static final String ARN = "arn:aws:iam::123456789012:role/app";

  private final StsRoom sts = new StsRoom().withAnn(allow("\"sts:AssumeRole\""));

  private Answer assume(Signer key, String... more) {
    return assumeRole(key, ARN, more);
  }

  private Answer assumeRole(Signer key, String arn, String... more) {
    String[] all = new String[4 + more.length];
    all[0] = "RoleArn";
    all[1] = arn;
    all[2] = "RoleSessionName";
    all[3] = "s-1";
    System.arraycopy(more, 0, all, 4, more.length);
    return sts.call(key, "AssumeRole", all);
  }

  private static String denied(String who, String action, String role, String reason) {
    return "403 AccessDenied: User: arn:aws:iam::123456789012:%s is not authorized to perform: %s"
            .formatted(who, action)
        + " on resource: "
        + role
        + reason;
  }

  @Test
  @DisplayName("GetCallerIdentity says who calls, and no policy can forbid it")
  void callersAreTold() {
    StsRoom denied = new StsRoom().withAnn(DENY_ALL);
    Answer ann = denied.call(ANN, "GetCallerIdentity").done();
    assertEquals("arn:aws:iam::123456789012:user/eng/ann", ann.text("Arn"));
    assertEquals(StsRoom.ANN_ID, ann.text("UserId"));
    assertEquals("123456789012", ann.text("Account"));
    assertEquals(
        "arn:aws:iam::123456789012:root", sts.call(ROOT, "GetCallerIdentity").done().text("Arn"));
    sts.role("app", trust(ACCOUNT, ASSUME, ""));
    Signer session = Signer.of(assume(ANN).done());
    Answer role = sts.call(session, "GetCallerIdentity").done();
    assertEquals("arn:aws:sts::123456789012:assumed-role/app/s-1", role.text("Arn"));
    assertEquals("AROAAPPAAAAAAAAAAAAAA:s-1", role.text("UserId"));
  }

  @Test
  @DisplayName("GetCallerIdentity may be signed in its URL, for GET and for POST")
  void callersAreToldByUrl() {
    sts.role("app", trust(ACCOUNT, ASSUME, ""));
    Signer session = Signer.of(assume(ANN).done());
    for (String method : new String[] {"GET", "POST"}) {
      for (Signer key : new Signer[] {ANN, session}) {
        Answer answer = sts.answer(sts.presigned(key, method, "GetCallerIdentity")).done();
        assertEquals("123456789012", answer.text("Account"));
      }
    }
    Signer wrong = new Signer(ANN.id(), "wrong", null);
    Answer refused = sts.answer(sts.presigned(wrong, "GET", "GetCallerIdentity"));
    assertTrue(refused.told().startsWith("403 SignatureDoesNotMatch"), refused.told());
  }

  @Test
  void trustedUserGetsCredentials() {
    sts.role("app", trust(BY_ID, ASSUME, ""));
    Answer answer = assume(ANN).done();
    assertTrue(answer.text("AccessKeyId").matches("ASIA[A-Z2-7]{16}"));
    assertEquals("2026-01-02T04:04:05Z", answer.text("Expiration"));
    assertEquals("AROAAPPAAAAAAAAAAAAAA:s-1", answer.text("AssumedRoleId"));
    assertFalse(answer.body().contains("PackedPolicySize"));
    assertFalse(answer.body().contains("SourceIdentity"));
  }

  @Test
  @DisplayName("Naming the account takes a policy of the user's own too; naming the user does not")
  void accountAloneIsNotEnough() {
    StsRoom bare = new StsRoom().withAnn(allow("\"s3:*\""));
    bare.role("app", trust(ACCOUNT, ASSUME, ""));
    bare.role("own", trust(BY_ID, ASSUME, ""));
    bare.role("none", trust("{\"AWS\":\"444455556666\"}", ASSUME, ""));
    String[] session = {"RoleSessionName", "s-1", "RoleArn", ARN};
    assertEquals(
        denied(
            "user/eng/ann",
            "sts:AssumeRole",
            ARN,
            " because no identity-based policy allows the sts:AssumeRole action"),
        bare.call(ANN, "AssumeRole", session).told());
    session[3] = "arn:aws:iam::123456789012:role/own";
    assertEquals("200", bare.call(ANN, "AssumeRole", session).told());
    session[3] = "arn:aws:iam::123456789012:role/none";
    assertEquals(
        denied(
            "user/eng/ann",
            "sts:AssumeRole",
            session[3],
            " because no role trust policy allows the sts:AssumeRole action"),
        bare.call(ANN, "AssumeRole", session).told());
  }

  @Test
  @DisplayName("A missing role and a foreign one that refuses are told apart by nobody")
  void missingAndForeignRolesAreAlike() {
    String foreign = "arn:aws:iam::444455556666:role/";
    sts.role(
        OTHER, "app", trust("{\"AWS\":\"777788889999\"}", ASSUME, ""), UnaryOperator.identity());
    for (String arn : new String[] {foreign + "app", foreign + "nobody", ARN + "-missing"}) {
      assertEquals(denied("user/eng/ann", "sts:AssumeRole", arn, ""), assumeRole(ANN, arn).told());
    }
    sts.role(OTHER, "app", trust(ACCOUNT, ASSUME, ""), UnaryOperator.identity());
    assertEquals("200", assumeRole(ANN, foreign + "app").told());
  }

  @Test
  void externalIdIsAsked() {
    String condition = ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"xyzzy\"}}";
    sts.role("app", trust(ACCOUNT, ASSUME, condition));
    assertEquals("200", assume(ANN, "ExternalId", "xyzzy").told());
    String refused =
        denied(
            "user/eng/ann",
            "sts:AssumeRole",
            ARN,
            " because no role trust policy allows the sts:AssumeRole action");
    assertEquals(refused, assume(ANN, "ExternalId", "other").told());
    assertEquals(refused, assume(ANN).told());
  }

  @Test
  void tagsOfTheCallerCanBeAsked() {
    String condition = ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/Team\":\"blue\"}}";
    sts.role("app", trust(ACCOUNT, ASSUME, condition));
    assertEquals("200", assume(ANN).told());
    assertTrue(assume(ROOT).told().startsWith("403 AccessDenied"));
  }

  @Test
  void durationsHaveBounds() {
    sts.role(
        TestRoom.ACCOUNT,
        "app",
        trust(ACCOUNT, ASSUME, ""),
        role -> role.described(null, Duration.ofHours(2)));
    assertEquals("2026-01-02T05:04:05Z", assume(ANN, "DurationSeconds", "7200").text("Expiration"));
    assertEquals("2026-01-02T03:19:05Z", assume(ANN, "DurationSeconds", "900").text("Expiration"));
    assertEquals(
        "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for"
            + " this role.",
        assume(ANN, "DurationSeconds", "7201").told());
    assertTrue(assume(ANN, "DurationSeconds", "899").told().startsWith("400 ValidationError"));
    assertTrue(assume(ANN, "DurationSeconds", "43201").told().startsWith("400 ValidationError"));
  }

  @Test
  void chainedSessionsLastAnHourAtMost() {
    UnaryOperator<Role> longer = role -> role.described(null, Duration.ofHours(12));
    sts.role(TestRoom.ACCOUNT, "app", trust(ACCOUNT, ASSUME, ""), longer);
    String first = "arn:aws:sts::123456789012:assumed-role/app/s-1";
    String next = trust("{\"AWS\":\"" + first + "\"}", ASSUME, "");
    sts.role(TestRoom.ACCOUNT, "next", next, longer);
    Signer session = Signer.of(assume(ANN).done());
    String arn = "arn:aws:iam::123456789012:role/next";
    assertEquals("200", assumeRole(session, arn, "DurationSeconds", "3600").told());
    assertEquals(
        "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for"
            + " roles assumed by role chaining",
        assumeRole(session, arn, "DurationSeconds", "3601").told());
  }

  @Test
  @DisplayName("Tags take sts:TagSession; transitive ones go on, and cannot be changed")
  void tagsGoOn() {
    String[] tags = {
      "Tags.member.1.Key", "Team", "Tags.member.1.Value", "red",
      "Tags.member.2.Key", "env", "Tags.member.2.Value", "prod",
      "TransitiveTagKeys.member.1", "Team"
    };
    sts.role("app", trust(BY_ID, ASSUME, ""));
    assertEquals(
        denied(
            "user/eng/ann",
            "sts:TagSession",
            ARN,
            " because no role trust policy allows the sts:TagSession action"),
        assume(ANN, tags).told());
    sts.role("app", trust(BY_ID, ALL, ""));
    Answer tagged = assume(ANN, tags).done();
    assertTrue(Integer.parseInt(tagged.text("PackedPolicySize")) > 0);

    String condition =
        ",\"Condition\":{\"StringEquals\":{\"aws:RequestTag/team\":\"red\"},"
            + "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"Team\"]}}";
    String session = "{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/app/s-1\"}";
    sts.role("next", trust(session, ALL, condition));
    String arn = "arn:aws:iam::123456789012:role/next";
    assertEquals("200", assumeRole(Signer.of(tagged), arn).told());
    assertEquals(
        "400 ValidationError: One of the specified transitive tag keys can't be set because it"
            + " conflicts with a transitive tag key from the calling session.",
        assumeRole(
                Signer.of(tagged), arn, "Tags.member.1.Key", "team", "Tags.member.1.Value", "blue")
            .told());
    assertEquals(
        "400 ValidationError: Duplicate tag keys found. Please note that Tag keys are case"
            + " insensitive.",
        assume(
                ANN,
                "Tags.member.1.Key",
                "a",
                "Tags.member.1.Value",
                "1",
                "Tags.member.2.Key",
                "A",
                "Tags.member.2.Value",
                "2")
            .told());
    assertEquals(
        "400 ValidationError: The specified transitive tag key must be included in the requested"
            + " tags.",
        assume(ANN, "TransitiveTagKeys.member.1", "Team").told());
  }

  @Test
  void sourceIdentityStays() {
    sts.role("app", trust(BY_ID, ASSUME, ""));
    assertTrue(assume(ANN, "SourceIdentity", "zoe").told().contains("sts:SetSourceIdentity"));
    sts.role("app", trust(BY_ID, ALL, ""));
    Answer answer = assume(ANN, "SourceIdentity", "zoe").done();
    assertEquals("zoe", answer.text("SourceIdentity"));
    String session = "{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/app/s-1\"}";
    sts.role("next", trust(session, ALL, ""));
    String arn = "arn:aws:iam::123456789012:role/next";
    assertEquals("zoe", assumeRole(Signer.of(answer), arn).done().text("SourceIdentity"));
    assertTrue(
        assumeRole(Signer.of(answer), arn, "SourceIdentity", "eve")
            .told()
            .startsWith("403 AccessDenied"));
  }

  @Test
  void sessionPoliciesAreChecked() {
    sts.role("app", trust(BY_ID, ASSUME, ""));
    Answer narrowed = assume(ANN, "Policy", allow("\"secretsmanager:*\"")).done();
    assertTrue(Integer.parseInt(narrowed.text("PackedPolicySize")) > 0);
    assertTrue(assume(ANN, "Policy", "{").told().startsWith("400 MalformedPolicyDocument: "));
    assertTrue(assume(ANN, "Policy", " ".repeat(2_049)).told().startsWith("400 ValidationError"));
    String shipped = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    assertEquals("200", assume(ANN, "PolicyArns.member.1.arn", shipped).told());
    String missing = "arn:aws:iam::123456789012:policy/none";
    assertEquals(
        "400 ValidationError: Policy " + missing + " does not exist or is not attachable.",
        assume(ANN, "PolicyArns.member.1.arn", missing).told());
  }

  @Test
  void whatDoesNotFitIsTooLarge() {
    sts.role("app", trust(BY_ID, ALL, ""));
    String[] tags = new String[100];
    Random random = new Random(1);
    for (int i = 0; i < 25; i++) {
      byte[] value = new byte[180];
      random.nextBytes(value);
      tags[4 * i] = "Tags.member." + (i + 1) + ".Key";
      tags[4 * i + 1] = "key-" + i;
      tags[4 * i + 2] = "Tags.member." + (i + 1) + ".Value";
      tags[4 * i + 3] = Base64.getEncoder().encodeToString(value);
    }
    String told = assume(ANN, tags).told();
    assertTrue(
        told.matches(
            "400 PackedPolicyTooLarge: Packed policy consumes \\d{3}% of allotted space, please use"
                + " smaller policy\\."),
        told);
  }

  @Test
  void malformedArnsAndSecondFactorsAreRefused() {
    String notArn = "arn:aws:iam::123456789012:user/app";
    assertEquals("400 ValidationError: " + notArn + " is invalid", assumeRole(ANN, notArn).told());
    sts.role("app", trust(BY_ID, ASSUME, ""));
    assertEquals(
        "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code.",
        assume(ANN, "SerialNumber", "arn:aws:iam::123456789012:mfa/ann", "TokenCode", "123456")
            .told());
  }

  @Test
  @DisplayName("GetSessionToken takes lasting credentials, and gives the root an hour")
  void sessionTokens() {
    Answer ann = sts.call(ANN, "GetSessionToken").done();
    assertEquals("2026-01-02T15:04:05Z", ann.text("Expiration"));
    assertEquals(
        "2026-01-03T15:04:05Z",
        sts.call(ANN, "GetSessionToken", "DurationSeconds", "129600").text("Expiration"));
    Answer root = sts.call(ROOT, "GetSessionToken", "DurationSeconds", "129600").done();
    assertEquals("2026-01-02T04:04:05Z", root.text("Expiration"));
    assertEquals(
        "arn:aws:iam::123456789012:user/eng/ann",
        sts.call(Signer.of(ann), "GetCallerIdentity").done().text("Arn"));
    assertEquals(
        "403 AccessDenied: Cannot call GetSessionToken with session credentials",
        sts.call(Signer.of(ann), "GetSessionToken").told());
    sts.role("app", trust(BY_ID, ASSUME, ""));
    assertEquals("200", assume(Signer.of(ann)).told());
    assertEquals(
        "403 InvalidClientTokenId: The security token included in the request is invalid",
        sts.call(Signer.of(ann), "GetAccessKeyInfo", "AccessKeyId", ANN.id()).told());
  }

  @Test
  void accountsOfKeysAreTold() {
    assertEquals(
        "123456789012",
        sts.call(ROOT, "GetAccessKeyInfo", "AccessKeyId", ANN.id()).done().text("Account"));
    assertTrue(
        sts.call(ROOT, "GetAccessKeyInfo", "AccessKeyId", "AKIANOBODYNOBODYNOBO")
            .told()
            .startsWith("400 ValidationError"));
    assertEquals(
        "403 AccessDenied: User: arn:aws:iam::123456789012:user/eng/ann is not authorized to"
            + " perform: sts:GetAccessKeyInfo because no identity-based policy allows the"
            + " sts:GetAccessKeyInfo action",
        sts.call(ANN, "GetAccessKeyInfo", "AccessKeyId", ANN.id()).told());
  }

  @Test
  void expiredCredentialsAreToldSo() {
    sts.role("app", trust(BY_ID, ASSUME, ""));
    Signer session = Signer.of(assume(ANN, "DurationSeconds", "900").done());
    sts.room.clock.advance(Duration.ofMinutes(15));
    assertEquals(
        "403 ExpiredToken: The security token included in the request is expired",
        sts.call(session, "GetCallerIdentity").told());
  }

  @Test
  @DisplayName("What is not offered is not known; nothing but web identities comes unsigned")
  void otherActions() {
    assertEquals(
        "400 InvalidAction: Could not find operation GetFederationToken for version 2011-06-15",
        sts.call(ANN, "GetFederationToken", "Name", "x").told());
    String missing = "403 MissingAuthenticationToken: Request is missing Authentication Token";
    for (String action : new String[] {"GetCallerIdentity", "AssumeRole", "GetSessionToken", "X"}) {
      assertEquals(missing, sts.unsigned(action).told());
    }
    assertEquals(
        missing, sts.unsigned("AssumeRoleWithWebIdentity", "X", "y".repeat(100_000)).told());
  }
}
