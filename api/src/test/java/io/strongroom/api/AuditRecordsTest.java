package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.TlsFacts;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.testkit.Canary;
import io.strongroom.testkit.CanaryExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One record of each kind, byte by byte. They are on file; {@code -Drecords.update=true} writes
 * them anew, for review as a diff. Source: CloudTrail User Guide, "CloudTrail record contents" and
 * "CloudTrail userIdentity element".
 */
@ExtendWith(CanaryExtension.class)
class AuditRecordsTest {
  private static final Path RECORDS = Path.of("src", "test", "resources", "records");
  private static final String OTHER_KEY = "AKIAIOSFODNN7EXAOTHE";
  private static final String TOKEN = "11111111-1111-4111-8111-111111111111";
  private static final String CREATE =
      """
      {"Name":"db/password","ClientRequestToken":"%s","SecretString":"%s",\
      "Description":"not kept","Tags":[{"Key":"team","Value":"blue"}]}"""
          .formatted(TOKEN, Canary.MARK);

  private final StsRoom sts = new StsRoom();
  private final TestRoom room = sts.room;

  /** Compares the newest record with the one on file. */
  private void assertLast(String name) throws IOException {
    String found = lines(room.records.text(room.records.count() - 1));
    Path file = RECORDS.resolve(name + ".json");
    if (Boolean.getBoolean("records.update")) {
      Files.createDirectories(RECORDS);
      Files.writeString(file, found);
    }
    assertEquals(Files.readString(file), found);
  }

  /** Gives each member of the outermost object a line of its own. */
  private static String lines(String json) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      quoted ^= c == '"' && json.charAt(i - 1) != '\\';
      depth += quoted ? 0 : c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      text.append(c).append(!quoted && depth == 1 && c == ',' ? "\n" : "");
    }
    return text.append('\n').toString();
  }

  private int call(String operation, String body) {
    return room.answer(TestSigner.valid().sign(operation, body)).status();
  }

  @Test
  void aChange() throws IOException {
    assertEquals(200, call("CreateSecret", CREATE));
    assertLast("change");
  }

  @Test
  void aRead() throws IOException {
    call("CreateSecret", CREATE);
    assertEquals(200, call("GetSecretValue", "{\"SecretId\":\"db/password\"}"));
    assertLast("read");
  }

  @Test
  void aReadOverTls() throws IOException {
    call("CreateSecret", CREATE);
    Peer peer =
        Peer.of(InetAddress.getByName("192.0.2.7"), Peer.Wire.TLS)
            .over(new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256"));
    WireRequest signed =
        TestSigner.valid().sign("DescribeSecret", "{\"SecretId\":\"db/password\"}");
    String[] fields = new String[2 * signed.headers().size() + 2];
    for (int i = 0; i < signed.headers().size(); i++) {
      fields[2 * i] = signed.headers().name(i);
      fields[2 * i + 1] = signed.headers().value(i);
    }
    fields[fields.length - 2] = "user-agent";
    fields[fields.length - 1] = "aws-cli/2 \"quoted\"";
    room.answer(new WireRequest("POST", "/", Headers.of(fields), signed.body(), peer));
    assertLast("read-over-tls");
  }

  @Test
  void aRefusalByPolicies() throws IOException {
    sts.withAnn(StsRoom.allow("\"secretsmanager:ListSecrets\""));
    call("CreateSecret", CREATE);
    WireRequest read =
        TestSigner.valid()
            .keyId(StsRoom.ANN.id())
            .sign(
                "GetSecretValue", "{\"SecretId\":\"db/password\",\"VersionStage\":\"AWSCURRENT\"}");
    assertEquals(400, room.answer(read).status());
    assertLast("refusal");
  }

  @Test
  void aBadSignature() throws IOException {
    WireRequest forged = TestSigner.valid().secret("wrong").sign("GetSecretValue", CREATE);
    assertEquals(400, room.answer(forged).status());
    assertLast("bad-signature");
  }

  @Test
  void aBodyThatIsNoJson() throws IOException {
    assertEquals(400, call("PutSecretValue", "{\"SecretString\":\"" + Canary.MARK + "\""));
    assertLast("malformed-body");
  }

  @Test
  @DisplayName("LOG-2: the text of a broken constraint is kept without the value")
  void aBrokenConstraint() throws IOException {
    String body =
        """
        {"SecretId":"db","ClientRequestToken":"%s","SecretString":"x"}"""
            .formatted(Canary.MARK);
    assertEquals(400, call("PutSecretValue", body));
    assertLast("broken-constraint");
  }

  @Test
  void somethingThatIsNoOperation() throws IOException {
    assertEquals(400, call("ShowMeEverything", "{}"));
    assertLast("unknown-operation");
  }

  @Test
  void somebodyWithASession() throws IOException {
    sts.role(
        "reader",
        StsRoom.trust("{\"AWS\":\"arn:aws:iam::123456789012:root\"}", "\"sts:AssumeRole\"", ""));
    sts.withAnn(StsRoom.allow("\"sts:AssumeRole\""));
    StsRoom.Answer opened =
        sts.call(
                StsRoom.ANN,
                "AssumeRole",
                "RoleArn",
                "arn:aws:iam::123456789012:role/reader",
                "RoleSessionName",
                "monday",
                "ExternalId",
                "not-kept",
                "DurationSeconds",
                "900")
            .done();
    assertLast("assume-role");
    assertFalse(room.records.all().contains(opened.text("SessionToken")));
    assertEquals("200", sts.call(StsRoom.Signer.of(opened), "GetCallerIdentity").told());
    String record = room.records.text(room.records.count() - 1);
    assertTrue(record.contains(opened.text("AccessKeyId")), record);
    assertTrue(record.contains("\"type\":\"AssumedRole\",\"principalId\":\"AROAREADER"), record);
    assertTrue(record.contains("\"sessionIssuer\":{\"type\":\"Role\""), record);
  }

  @Test
  @DisplayName("AUD-7: a secret of another account is told by its owner and its caller")
  void somethingOfAnotherAccount() throws IOException {
    call("CreateSecret", CREATE);
    String arn = String.valueOf(Json.map(room.records.last(), "responseElements").get("aRN"));
    AccountId other = new AccountId("444455556666");
    room.issue(other, OTHER_KEY, other.digits(), io.strongroom.iam.AccessKey.Status.ACTIVE);
    WireRequest read =
        TestSigner.valid()
            .keyId(OTHER_KEY)
            .sign("GetSecretValue", "{\"SecretId\":\"" + arn + "\"}");
    assertEquals(400, room.answer(read).status());
    assertLast("cross-account");
  }

  @Test
  void aKeyOfKms() throws IOException {
    assertEquals(200, signedFor("kms", "TrentService.CreateKey", "{\"Description\":\"not kept\"}"));
    assertLast("kms-change");
    String id =
        String.valueOf(
            Json.map(Json.map(room.records.last(), "responseElements"), "keyMetadata")
                .get("keyId"));
    String body =
        """
        {"KeyId":"%s","Plaintext":"%s","EncryptionContext":{"team":"blue"}}"""
            .formatted(id, "Q2FuYXJ5R29yc2VMaW5uZXQ0ZjFj");
    assertEquals(200, signedFor("kms", "TrentService.Encrypt", body));
    assertLast("kms-use");
  }

  private int signedFor(String service, String operation, String body) {
    TestSigner signer = TestSigner.valid().scope("20260102", "us-east-1", service, "aws4_request");
    return room.answer(signer.sign(operation, body)).status();
  }

  @Test
  void anOrganizationsAccount() throws IOException {
    room.change(
        change ->
            change.registering(
                Account.unnamed(TestRoom.ACCOUNT, Account.Standing.MANAGEMENT, StsRoom.NOW)));
    sts.organizations(
        StsRoom.ROOT,
        "CreateAccount",
        "{\"Email\":\"a@example.com\",\"AccountName\":\"not kept\"}");
    assertLast("organizations");
  }

  @Test
  void anAccessKey() {
    IamRoom iam = new IamRoom();
    iam.done("CreateUser", "UserName", "ann", "Path", "/eng/");
    Map<String, Object> record = iam.room.records.last();
    assertEquals(Map.of("userName", "ann", "path", "/eng/"), Json.map(record, "requestParameters"));
    assertEquals("iam.amazonaws.com", record.get("eventSource"));
    String secret = iam.done("CreateAccessKey", "UserName", "ann").text("SecretAccessKey");
    record = iam.room.records.last();
    Map<String, Object> key = Json.map(Json.map(record, "responseElements"), "accessKey");
    assertEquals(
        List.of("accessKeyId", "createDate", "status", "userName"), List.copyOf(key.keySet()));
    assertFalse(iam.room.records.all().contains(secret));
  }

  @Test
  @DisplayName("AUD-10: a batch tells which secrets and versions were read, and no others")
  void aBatchTellsWhatWasRead() {
    call("CreateSecret", CREATE);
    assertEquals(200, call("BatchGetSecretValue", "{\"SecretIdList\":[\"db/password\",\"none\"]}"));
    Map<String, Object> record = room.records.last();
    assertEquals(1, Json.list(record, "resources").size(), record.toString());
    assertEquals(List.of(TOKEN), Json.list(Json.map(record, "additionalEventData"), "versionIds"));
  }

  @Test
  @DisplayName("AUD-8: a request token is kept as a keyed hash, the same for the same token")
  void tokensAreHashed() {
    call("CreateSecret", CREATE);
    String first =
        Json.text(Json.map(room.records.last(), "requestParameters"), "clientRequestToken");
    call("CreateSecret", CREATE);
    String again =
        Json.text(Json.map(room.records.last(), "requestParameters"), "clientRequestToken");
    assertEquals(first, again);
    assertTrue(first.matches("hmac-sha256:[0-9a-f]{32}"), first);
  }

  @Test
  @DisplayName("AUD-3: what is not accepted is not answered, and nothing is changed")
  void withoutALogNothingIsAnswered() {
    call("CreateSecret", CREATE);
    int before = room.records.count();
    room.records.open = false;
    assertEquals(503, call("GetSecretValue", "{\"SecretId\":\"db/password\"}"));
    assertEquals(503, call("DeleteSecret", "{\"SecretId\":\"db/password\"}"));
    room.records.open = true;
    assertEquals(before, room.records.count());
    assertEquals(200, call("GetSecretValue", "{\"SecretId\":\"db/password\"}"));
  }

  @Test
  void aSecretOfMoreThanTheBoundIsLeftOut() {
    String policy = " ".repeat(120 << 10);
    signedFor("kms", "TrentService.CreateKey", "{\"Policy\":\"" + policy + "{}\"}");
    Map<String, Object> record = room.records.last();
    assertFalse(Json.text(record, "eventID").isEmpty(), record.toString());
    assertTrue(room.records.text(room.records.count() - 1).length() < 110 << 10);
  }

  @Test
  @DisplayName("THR-2: strangers leave so many records a minute, and a count of the others")
  void strangersHaveABudget() {
    WireRequest unknown =
        TestSigner.valid().keyId("AKIAIOSFODNN7NOBODYS").sign("ListSecrets", "{}");
    int more = 25;
    for (int i = 0; i < TestRoom.STRANGERS + more; i++) {
      room.answer(unknown);
    }
    assertEquals(TestRoom.STRANGERS, room.records.count());
    room.recorder.recordStrangers();
    assertEquals(TestRoom.STRANGERS, room.records.count());
    room.clock.advance(java.time.Duration.ofMinutes(1));
    room.recorder.recordStrangers();
    room.recorder.recordStrangers();
    assertEquals(TestRoom.STRANGERS + 1, room.records.count());
    Map<String, Object> data = Json.map(room.records.last(), "additionalEventData");
    assertEquals((long) more, data.get("count"));
    room.answer(unknown);
    assertEquals(TestRoom.STRANGERS + 2, room.records.count());
  }

  @Test
  void whatTheListenerRefusesIsRecordedToo() {
    room.gateway.refused(Peer.LOOPBACK, "id", "SerializationException");
    assertEquals("SerializationException", room.records.last().get("errorCode"));
    assertEquals("127.0.0.1", room.records.last().get("sourceIPAddress"));
  }

  @Test
  void whoSendsASecretForAKeyIdDoesNotSeeItKept() {
    TestSigner swapped = TestSigner.valid().keyId("wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY");
    room.answer(swapped.sign("ListSecrets", "{}"));
    assertFalse(room.records.all().contains("wJalr"), room.records.all());
    assertFalse(room.records.all().contains(Canary.MARK));
  }
}
