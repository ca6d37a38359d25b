package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DecryptionFailureException;

/** A stock KMS client beside the one for secrets, on the same endpoint. */
class KmsTest extends Scenarios {
  private static final Map<String, String> CONTEXT = Map.of("team", "blue", "app", "shop");

  private KmsClient kms = unopened();

  @SuppressWarnings("NullAway") // JUnit calls connectKms before anything looks
  private static KmsClient unopened() {
    return null;
  }

  @BeforeEach
  void connectKms() {
    kms =
        KmsClient.builder()
            .endpointOverride(server().endpoint())
            .region(RunningServer.REGION)
            .credentialsProvider(administrator())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterEach
  void disconnectKms() {
    kms.close();
  }

  private KeyMetadata newKey() {
    return kms.createKey(request -> request.description("of a test")).keyMetadata();
  }

  @Test
  void keysEncryptUnderTheirAliasAndRotate() {
    KeyMetadata key = newKey();
    assertEquals(KeyState.ENABLED, key.keyState());
    String alias = "alias/" + token();
    kms.createAlias(request -> request.aliasName(alias).targetKeyId(key.keyId()));
    SdkBytes plain = SdkBytes.fromUtf8String(CANARY);
    EncryptResponse sealed =
        kms.encrypt(r -> r.keyId(alias).plaintext(plain).encryptionContext(CONTEXT));
    assertEquals(key.arn(), sealed.keyId());
    kms.rotateKeyOnDemand(request -> request.keyId(key.keyId()));
    assertEquals(1, kms.listKeyRotations(r -> r.keyId(key.keyId())).rotations().size());
    DecryptResponse opened =
        kms.decrypt(r -> r.ciphertextBlob(sealed.ciphertextBlob()).encryptionContext(CONTEXT));
    assertEquals(CANARY, opened.plaintext().asUtf8String());
    assertEquals(key.currentKeyMaterialId(), opened.keyMaterialId());
    assertThrows(
        InvalidCiphertextException.class,
        () -> kms.decrypt(r -> r.ciphertextBlob(sealed.ciphertextBlob())));
    assertTrue(
        kms.listAliasesPaginator().aliases().stream()
            .anyMatch(each -> each.aliasName().equals(alias)));
    assertTrue(
        kms.listKeysPaginator(r -> r.limit(1)).keys().stream()
            .anyMatch(each -> each.keyId().equals(key.keyId())));
  }

  @Test
  void keysOfDataComeBack() {
    KeyMetadata key = newKey();
    GenerateDataKeyResponse made =
        kms.generateDataKey(r -> r.keyId(key.arn()).keySpec(DataKeySpec.AES_256));
    assertEquals(32, made.plaintext().asByteArray().length);
    DecryptResponse opened = kms.decrypt(r -> r.ciphertextBlob(made.ciphertextBlob()));
    assertEquals(made.plaintext(), opened.plaintext());
  }

  @Test
  void keysThatAreDisabledOpenNoSecret() {
    KeyMetadata key = newKey();
    CreateSecretResponse secret = create("kms", request -> request.kmsKeyId(key.keyId()));
    assertFalse(value(secret.arn()).isEmpty());
    kms.disableKey(request -> request.keyId(key.keyId()));
    assertThrows(DecryptionFailureException.class, () -> value(secret.arn()));
    KmsException refused =
        assertThrows(
            DisabledException.class,
            () -> kms.generateDataKey(r -> r.keyId(key.keyId()).keySpec(DataKeySpec.AES_128)));
    assertEquals(key.arn() + " is disabled.", refused.awsErrorDetails().errorMessage());
    kms.enableKey(request -> request.keyId(key.keyId()));
    assertFalse(value(secret.arn()).isEmpty());
  }

  @Test
  void keysAreScheduledForDeletionAndComeBack() {
    KeyMetadata key = newKey();
    kms.scheduleKeyDeletion(request -> request.keyId(key.keyId()).pendingWindowInDays(7));
    assertEquals(
        KeyState.PENDING_DELETION,
        kms.describeKey(r -> r.keyId(key.keyId())).keyMetadata().keyState());
    kms.cancelKeyDeletion(request -> request.keyId(key.keyId()));
    assertEquals(
        KeyState.DISABLED, kms.describeKey(r -> r.keyId(key.keyId())).keyMetadata().keyState());
    assertThrows(NotFoundException.class, () -> kms.describeKey(r -> r.keyId("alias/none")));
  }
}
