package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Who is let in, with real keys and in lenient mode. */
class SignaturesTest extends Scenarios {

  private static final String WRONG_SIGNATURE =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.";
  private static final String UNKNOWN_KEY =
      "The security token included in the request is invalid.";

  private SecretsManagerClient with(AwsCredentials credentials) {
    return connect(b -> b.credentialsProvider(StaticCredentialsProvider.create(credentials)));
  }

  @Test
  @DisplayName("A key that this server issued is verified, in lenient mode too (SIG-1)")
  void wrongSecretOfAKnownKeyIsRefusedInBothModes() {
    AwsBasicCredentials right = server().administrator();
    AtomicReference<AwsCredentials> offered =
        new AtomicReference<>(AwsBasicCredentials.create(right.accessKeyId(), "w".repeat(40)));
    SecretsManagerClient client = connect(b -> b.credentialsProvider(offered::get));
    assertRefused("InvalidSignatureException", WRONG_SIGNATURE, client::listSecrets);
    offered.set(right);
    assertTrue(client.listSecrets().hasSecretList());
    offered.set(AwsBasicCredentials.create(right.accessKeyId(), right.secretAccessKey() + "x"));
    assertRefused("InvalidSignatureException", WRONG_SIGNATURE, client::listSecrets);
  }

  @Test
  void sessionTokenOfNobodyIsRefusedInBothModes() {
    assertRefused(
        "UnrecognizedClientException",
        UNKNOWN_KEY,
        with(AwsSessionCredentials.create("AKIAWHOEVER", "secret", "token"))::listSecrets);
  }

  @Test
  void unknownKeyAndNoSignatureAreRefusedByStrictServers() {
    assumeTrue(auth != RunningServer.Auth.LENIENT);
    assertRefused(
        "UnrecognizedClientException",
        UNKNOWN_KEY,
        with(AwsBasicCredentials.create("AKIAWHOEVER", "secret"))::listSecrets);
    assertRefused(
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
        connect(b -> b.credentialsProvider(AnonymousCredentialsProvider.create()))::listSecrets);
  }

  @Test
  void unknownKeyAndNoSignatureActAsTheDefaultAccountInLenientMode() {
    assumeTrue(auth == RunningServer.Auth.LENIENT);
    CreateSecretResponse made = create("anyone");
    for (SecretsManagerClient client :
        new SecretsManagerClient[] {
          with(AwsBasicCredentials.create("AKIAWHOEVER", "secret")),
          connect(b -> b.credentialsProvider(AnonymousCredentialsProvider.create()))
        }) {
      assertEquals(made.arn(), client.describeSecret(r -> r.secretId(made.name())).arn());
    }
  }

  @Test
  void twelveDigitsActAsThatAccountInLenientMode() {
    assumeTrue(auth == RunningServer.Auth.LENIENT);
    CreateSecretResponse made = create("apart");
    SecretsManagerClient other = with(AwsBasicCredentials.create("123456789012", "secret"));
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () -> other.describeSecret(request -> request.secretId(made.name())));
    assertTrue(
        other
            .createSecret(request -> request.name(made.name()).secretString(text()))
            .arn()
            .contains(":123456789012:secret:"));
  }
}
