package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
 * A secret under a customer key, read from another account: the reader's own policy, the policy of
 * the secret and the policy of the key all have to allow it.
 *
 * <p>Source: Secrets Manager user guide, "Access AWS Secrets Manager secrets from a different
 * account".
 */
@ExtendWith(CanaryExtension.class)
class SharedSecretTest {
  private static final AccountId OTHER = new AccountId("210987654321");
  private static final String READERS_KEY = "AKIAIOSFODNN7READERS";
  private static final User READER =
      User.of(
          Identifiers.of(OTHER, Kind.USER, "AIDAREADERREADERREADR", "/", "reader"), Instant.EPOCH);
  private static final String ACCESS_DENIED = "AccessDeniedException: ";

  private final TestRoom room = TestRoom.strict();
  private final TestSigner owner = TestSigner.valid();
  private final TestSigner reader = owner.keyId(READERS_KEY);
  private String key = "";
  private String arn = "";

  @BeforeEach
  void setUp() {
    room.change(OTHER, change -> change.putting(READER));
    room.issue(OTHER, READERS_KEY, READER.id(), AccessKey.Status.ACTIVE);
    key =
        Json.text(
            Json.map(Json.object(done("TrentService.CreateKey", "{}").body()), "KeyMetadata"),
            "Arn");
    arn =
        Json.text(
            Json.object(
                done(
                        "CreateSecret",
                        """
                        {"Name":"shared","SecretString":"s","KmsKeyId":"%s",
                         "ClientRequestToken":"11111111-1111-1111-1111-111111111111"}
                        """
                            .formatted(key))
                    .body()),
            "ARN");
  }

  private GoldenAnswer done(String operation, String body) {
    TestSigner signer =
        operation.startsWith("TrentService")
            ? owner.scope("20260102", TestRoom.REGION.name(), "kms", "aws4_request")
            : owner;
    GoldenAnswer answer = room.answer(signer.sign(operation, body));
    assertEquals(200, answer.status(), answer::toString);
    return answer;
  }

  private void readerMay(String... actions) {
    String policy =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*","Action":["%s"]}}"""
            .formatted(String.join("\",\"", actions));
    room.change(OTHER, change -> change.putting(READER.with(Policies.NONE.putting("p", policy))));
  }

  private static String granting(String account, String action) {
    return """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:*","Resource":"*"},
          {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"%s","Resource":"*"}]}"""
        .formatted(TestRoom.ACCOUNT, account, action);
  }

  private static String quoted(String policy) {
    return "\"" + policy.replace("\"", "\\\"").replace("\n", " ") + "\"";
  }

  private void secretAllowsTheOther() {
    String policy = granting(OTHER.digits(), "secretsmanager:GetSecretValue");
    done(
        "PutResourcePolicy",
        "{\"SecretId\":\"shared\",\"ResourcePolicy\":%s}".formatted(quoted(policy)));
  }

  private void keyAllowsTheOther() {
    String policy = granting(OTHER.digits(), "kms:Decrypt");
    done(
        "TrentService.PutKeyPolicy",
        "{\"KeyId\":\"%s\",\"Policy\":%s}".formatted(key, quoted(policy)));
  }

  private String read() {
    GoldenAnswer answer =
        room.answer(reader.sign("GetSecretValue", "{\"SecretId\":\"" + arn + "\"}"));
    var body = Json.object(answer.body());
    return answer.status() == 200
        ? Json.text(body, "SecretString")
        : Json.text(body, "__type") + ": " + Json.text(body, "Message");
  }

  private String refused(String reason) {
    return ACCESS_DENIED
        + "User: arn:aws:iam::%s:user/reader is not authorized to perform:".formatted(OTHER)
        + " secretsmanager:GetSecretValue on resource: %s because no %s".formatted(arn, reason)
        + " policy allows the secretsmanager:GetSecretValue action";
  }

  @Test
  void allThreePoliciesTogetherAllow() {
    readerMay("secretsmanager:GetSecretValue", "kms:Decrypt");
    secretAllowsTheOther();
    keyAllowsTheOther();
    assertEquals("s", read());
  }

  @Test
  void withoutTheReadersOwnPolicy() {
    secretAllowsTheOther();
    keyAllowsTheOther();
    assertEquals(refused("identity-based"), read());
  }

  @Test
  void withoutThePolicyOfTheSecret() {
    readerMay("secretsmanager:GetSecretValue", "kms:Decrypt");
    keyAllowsTheOther();
    assertEquals(refused("resource-based"), read());
  }

  @Test
  void withoutThePolicyOfTheKey() {
    readerMay("secretsmanager:GetSecretValue", "kms:Decrypt");
    secretAllowsTheOther();
    assertEquals(ACCESS_DENIED + "Access to KMS is not allowed", read());
  }

  @Test
  void withoutTheReadersOwnLeaveToDecrypt() {
    readerMay("secretsmanager:GetSecretValue");
    secretAllowsTheOther();
    keyAllowsTheOther();
    assertEquals(ACCESS_DENIED + "Access to KMS is not allowed", read());
  }

  @Test
  @DisplayName("the default key is for its own account alone, whatever policies say")
  void theDefaultKeyCannotBeShared() {
    arn =
        Json.text(
            Json.object(
                done(
                        "CreateSecret",
                        """
                        {"Name":"own","SecretString":"s",
                         "ClientRequestToken":"11111111-1111-1111-1111-111111111111"}
                        """)
                    .body()),
            "ARN");
    String policy = granting(OTHER.digits(), "secretsmanager:GetSecretValue");
    done(
        "PutResourcePolicy",
        "{\"SecretId\":\"own\",\"ResourcePolicy\":%s}".formatted(quoted(policy)));
    readerMay("*");
    assertEquals(
        "InvalidRequestException: You can't access a secret from a different AWS account if you"
            + " encrypt the secret with the default KMS service key.",
        read());
  }
}
