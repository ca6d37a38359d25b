package io.strongroom.api;

import static io.strongroom.api.StsRoom.ANN;
import static io.strongroom.api.StsRoom.ROOT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.StsRoom.Answer;
import io.strongroom.api.StsRoom.Signer;
import io.strongroom.testkit.CanaryExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Condition keys about KMS keys. Source: KMS developer guide, "AWS KMS condition keys"; Service
 * Authorization Reference, "Condition keys for AWS Secrets Manager".
 */
@ExtendWith(CanaryExtension.class)
class KeyConditionsTest {
  private final StsRoom sts = new StsRoom();
  private String one = "";
  private String two = "";

  @BeforeEach
  void makeKeys() {
    one = newKey();
    two = newKey();
    kms(ROOT, "CreateAlias", "{\"AliasName\":\"alias/app\",\"TargetKeyId\":\"" + one + "\"}")
        .done();
  }

  private String newKey() {
    Answer made = kms(ROOT, "CreateKey", "{}").done();
    return Json.text(Json.map(Json.object(made.body().getBytes(UTF_8)), "KeyMetadata"), "Arn");
  }

  private Answer kms(Signer signer, String operation, String body) {
    return call(signer, "kms", "TrentService." + operation, body);
  }

  private Answer call(Signer signer, String service, String target, String body) {
    return sts.answer(sts.post(signer, service, "us-east-1", body, Map.of("x-amz-target", target)));
  }

  private void annMay(String actions, String condition) {
    sts.withAnn(
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":%s,"Resource":"*",
          "Condition":{%s}}]}\
        """
            .formatted(actions, condition));
  }

  private static int status(Answer answer) {
    if (answer.status() != 200) {
      assertTrue(answer.told().startsWith("400 AccessDeniedException"), answer.told());
    }
    return answer.status();
  }

  @Test
  @DisplayName("a key is told by all the aliases that it has now")
  void aliasesOfAKey() {
    annMay(
        "\"kms:DescribeKey\"",
        "\"ForAnyValue:StringEquals\":{\"kms:ResourceAliases\":\"alias/app\"}");
    String body = "{\"KeyId\":\"%s\"}";
    assertEquals(200, status(kms(ANN, "DescribeKey", body.formatted(one))));
    assertEquals(400, status(kms(ANN, "DescribeKey", body.formatted(two))));
    kms(ROOT, "UpdateAlias", "{\"AliasName\":\"alias/app\",\"TargetKeyId\":\"" + two + "\"}")
        .done();
    assertEquals(400, status(kms(ANN, "DescribeKey", body.formatted(one))));
    assertEquals(200, status(kms(ANN, "DescribeKey", body.formatted(two))));
  }

  @Test
  void reEncryptionToldApartByItsDestination() {
    annMay("\"kms:ReEncrypt*\"", "\"Bool\":{\"kms:ReEncryptOnSameKey\":\"true\"}");
    Answer made =
        kms(ROOT, "Encrypt", "{\"KeyId\":\"" + one + "\",\"Plaintext\":\"aGVsbG8=\"}").done();
    String blob = Json.text(Json.object(made.body().getBytes(UTF_8)), "CiphertextBlob");
    String body = "{\"CiphertextBlob\":\"" + blob + "\",\"DestinationKeyId\":\"%s\"}";
    assertEquals(200, status(kms(ANN, "ReEncrypt", body.formatted(one))));
    assertEquals(200, status(kms(ANN, "ReEncrypt", body.formatted("alias/app"))));
    assertEquals(400, status(kms(ANN, "ReEncrypt", body.formatted(two))));
  }

  @Test
  @DisplayName("the key that a secret is given is told by its ARN, however it is called")
  void theArnOfASecretsKey() {
    annMay(
        "[\"secretsmanager:*\",\"kms:*\"]",
        "\"ArnEqualsIfExists\":{\"secretsmanager:KmsKeyArn\":\"" + one + "\"}");
    assertEquals(200, create("by-arn", one));
    assertEquals(200, create("by-alias", "alias/app"));
    assertEquals(200, create("by-id", one.substring(one.indexOf('/') + 1)));
    assertEquals(400, create("other", two));
    assertEquals(400, status(update("by-arn", two)));
    assertEquals(200, status(update("by-arn", "alias/app")));
    annMay("[\"secretsmanager:*\",\"kms:*\"]", "\"Null\":{\"secretsmanager:KmsKeyArn\":\"false\"}");
    assertEquals(
        400,
        status(
            call(ANN, "secretsmanager", "secretsmanager.CreateSecret", "{\"Name\":\"default\"}")));
  }

  private int create(String name, String key) {
    String body = "{\"Name\":\"%s\",\"KmsKeyId\":\"%s\"}".formatted(name, key);
    return status(call(ANN, "secretsmanager", "secretsmanager.CreateSecret", body));
  }

  private Answer update(String name, String key) {
    String body = "{\"SecretId\":\"%s\",\"KmsKeyId\":\"%s\"}".formatted(name, key);
    return call(ANN, "secretsmanager", "secretsmanager.UpdateSecret", body);
  }

  @Test
  void tagsOfARequestAreConditionKeys() {
    annMay(
        "[\"kms:CreateKey\",\"kms:TagResource\",\"kms:UntagResource\"]",
        "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"team\"]},"
            + "\"StringEqualsIfExists\":{\"aws:RequestTag/team\":\"a\"}");
    String tagged = "{\"Tags\":[{\"TagKey\":\"%s\",\"TagValue\":\"%s\"}]%s}";
    String key = ",\"KeyId\":\"" + one + "\"";
    assertEquals(200, status(kms(ANN, "CreateKey", tagged.formatted("team", "a", ""))));
    assertEquals(400, status(kms(ANN, "CreateKey", tagged.formatted("team", "b", ""))));
    assertEquals(200, status(kms(ANN, "TagResource", tagged.formatted("team", "a", key))));
    assertEquals(400, status(kms(ANN, "TagResource", tagged.formatted("cost", "a", key))));
    String untagged = "{\"TagKeys\":[\"%s\"]%s}";
    assertEquals(200, status(kms(ANN, "UntagResource", untagged.formatted("team", key))));
    assertEquals(400, status(kms(ANN, "UntagResource", untagged.formatted("cost", key))));
  }

  @Test
  void aKeyHasFiftyAliases() {
    String body = "{\"AliasName\":\"alias/n%d\",\"TargetKeyId\":\"%s\"}";
    for (int i = 0; i < 50; i++) {
      kms(ROOT, "CreateAlias", body.formatted(i, two)).done();
    }
    String full = "400 LimitExceededException: A key can have at most 50 aliases";
    assertEquals(full, kms(ROOT, "CreateAlias", body.formatted(50, two)).told());
    String moving = "{\"AliasName\":\"alias/app\",\"TargetKeyId\":\"" + two + "\"}";
    assertEquals(full, kms(ROOT, "UpdateAlias", moving).told());
  }
}
