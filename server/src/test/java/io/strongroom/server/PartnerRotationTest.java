package io.strongroom.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.Authentication;
import io.strongroom.api.WireResponse;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.core.function.FunctionStore;
import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Decision;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.Founding;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.StoreId;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.Rotator;
import io.strongroom.rotators.Strategy;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.function.FunctionRoom;
import io.strongroom.server.http.Limits;
import io.strongroom.server.oidc.Issuers;
import io.strongroom.server.remote.RemoteFunctions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rotator for the secrets of a partner, registered under their type, from call to value. */
class PartnerRotationTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final String ROLE = "arn:aws:iam::123456789012:role/rotates";
  private static final String TYPE = "PaddleApiKey";

  private final MemoryStore store = new MemoryStore();
  private final Entropy entropy = Entropy.secure();
  private final Keyring keyring =
      Keyring.of(RootKey.generate(entropy), new StoreId(UUID.randomUUID()), entropy);
  private final Clocks clocks = Clocks.system();
  private final Directories directories =
      new Directories(store, Directories.Strangers.WELCOME, clocks.ours());

  private final Assembled parts = assemble();

  /** What a server is made of, without a listener. */
  private record Assembled(
      Assembly assembly, FunctionRoom room, Issuers issuers, Auditing auditing) {}

  /** Appends what it was told to the key. */
  private static final class Appending implements Strategy {
    @Override
    public SensitiveBytes newValue(Rotation rotation) {
      try (SecretValue value = rotation.value(StagingLabel.CURRENT)) {
        String text = text(Objects.requireNonNull(value));
        String added = Objects.requireNonNull(rotation.environment().get("added"));
        String next = text.replace("\"}", added + "\"}");
        return SensitiveBytes.owning(next.getBytes(StandardCharsets.UTF_8));
      }
    }

    private static String text(SecretValue value) {
      return ((SecretValue.Text) value)
          .bytes()
          .use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void set(Rotation rotation) {}

    @Override
    public void test(Rotation rotation) {}
  }

  private Assembled assemble() {
    try {
      Founding.found(store, new Credentials(keyring), ACCOUNT, Instant.EPOCH, entropy)
          .secret()
          .close();
      ServerSettings settings =
          new ServerSettings(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              null,
              Limits.DEFAULT,
              FailureLimit.Rates.DEFAULT,
              new Authentication.Mode.Lenient(ACCOUNT, new Region("us-east-1")),
              Set.of(),
              List.of(),
              ServerSettings.DEFAULT_PURGE_INTERVAL,
              null,
              FunctionHosting.closed(),
              clocks,
              RotationTargets.STRICT,
              PublicPolicyRule.Mode.AS_ASKED);
      FunctionStore functions = store;
      FunctionRoom room =
          FunctionRoom.open(
              settings.functions(),
              List.of(),
              List.of(new Rotator(TYPE, new Appending())),
              RemoteFunctions.open(List.of(), null, clocks.real()),
              functions,
              keyring,
              clocks.ours());
      Issuers issuers = Issuers.start(List.of(), clocks.real());
      Auditing auditing = Auditing.start(null, store, keyring, entropy, clocks.real());
      Assembly assembly =
          new Assembly(
              store, keyring, settings, entropy, clocks, issuers, room, auditing.recorder());
      return new Assembled(assembly, room, issuers, auditing);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void makeSecretAndRole() {
    call(
        "CreateSecret",
        """
        {"Name":"api","Type":"PaddleApiKey","SecretString":"{\\"api_key\\":\\"one\\"}",\
        "ClientRequestToken":"11111111-1111-4111-8111-111111111111"}""");
    role("123456789012", TYPE);
  }

  @AfterEach
  void close() {
    parts.assembly().rotations.close();
    parts.room().close();
    parts.issuers().close();
    parts.auditing().close();
    store.close();
    keyring.close();
  }

  /** As the user guide has it: the service may take the role on for secrets of the account. */
  private static String trust(String sourceAccount) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"Service":"secretsmanager.amazonaws.com"},"Action":"sts:AssumeRole",\
        "Condition":{"StringEquals":{"aws:SourceAccount":"%s"},\
        "ArnLike":{"aws:SourceArn":"arn:aws:secretsmanager:us-east-1:123456789012:secret:*"}}}]}"""
        .formatted(sourceAccount);
  }

  private static String permissions(String type) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[\
        "secretsmanager:DescribeSecret","secretsmanager:GetSecretValue",\
        "secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"],\
        "Resource":"*",\
        "Condition":{"StringEquals":{"secretsmanager:resource/Type":"%s"}}}]}"""
        .formatted(type);
  }

  private void role(String sourceAccount, String type) {
    Identifiers identifiers =
        Identifiers.of(ACCOUNT, Kind.ROLE, "AROAAAAAAAAAAAROTATES", "/", "rotates");
    Role role =
        Role.of(identifiers, Instant.EPOCH, trust(sourceAccount))
            .with(Policies.NONE.putting("p", permissions(type)));
    boolean _ =
        directories.update(
            ACCOUNT, directory -> Decision.of(DirectoryChange.of(directory).putting(role), true));
  }

  private String call(String operation, String body) {
    WireResponse response =
        parts
            .assembly()
            .gateway
            .answer(
                new WireRequest(
                    "POST",
                    "/",
                    Headers.of(
                        "host",
                        "localhost",
                        "content-type",
                        "application/x-amz-json-1.1",
                        "x-amz-target",
                        "secretsmanager." + operation),
                    body.getBytes(StandardCharsets.UTF_8),
                    Peer.LOOPBACK));
    return new String(response.body(), 0, response.length(), StandardCharsets.UTF_8);
  }

  private String rotate(String more) {
    return call(
        "RotateSecret",
        """
        {"SecretId":"api","ExternalSecretRotationRoleArn":"%s",\
        "ExternalSecretRotationMetadata":[{"Key":"added","Value":" and two"}],\
        "ClientRequestToken":"22222222-2222-4222-8222-222222222222"%s}"""
            .formatted(ROLE, more));
  }

  private void attempt() throws InterruptedException {
    parts.assembly().rotations.tick();
    while (parts.assembly().rotations.running() > 0) {
      Thread.sleep(1);
    }
  }

  private String value() {
    return call("GetSecretValue", "{\"SecretId\":\"api\"}");
  }

  @Test
  void theRotatorOfTheTypeMakesTheNextValueInTheNameOfTheRole() throws InterruptedException {
    String answer = rotate("");
    assertTrue(answer.contains("22222222-2222-4222-8222-222222222222"), answer);
    attempt();
    assertTrue(value().contains("one and two"), value());
    String shown = call("DescribeSecret", "{\"SecretId\":\"api\"}");
    assertTrue(shown.contains("LastRotatedDate"), shown);
  }

  @Test
  void aTestLeavesTheValue() throws InterruptedException {
    rotate(",\"RotateImmediately\":false,\"RotationRules\":{\"AutomaticallyAfterDays\":30}");
    attempt();
    assertTrue(value().contains("\\\"one\\\""), value());
    String shown = call("DescribeSecret", "{\"SecretId\":\"api\"}");
    assertTrue(!shown.contains("AWSPENDING"), shown);
  }

  @Test
  void aRoleThatDoesNotTrustTheServiceForTheSecretIsRefused() {
    role("210987654321", TYPE);
    String answer = rotate("");
    assertTrue(answer.contains("InvalidRequestException"), answer);
    assertTrue(answer.contains("Secrets Manager cannot assume the specified role."), answer);
    String shown = call("DescribeSecret", "{\"SecretId\":\"api\"}");
    assertTrue(!shown.contains("Rotation"), shown);
  }

  @Test
  void theRoleDecidesWhatTheRotatorMayDo() throws InterruptedException {
    role("123456789012", "DatadogApiKey");
    rotate("");
    attempt();
    assertTrue(value().contains("\\\"one\\\""), value());
  }

  @Test
  void otherTypesHaveNoRotator() {
    call("UpdateSecret", "{\"SecretId\":\"api\",\"Type\":\"SnowflakePat\"}");
    assertEquals(
        "{\"__type\":\"InvalidParameterException\",\"Message\":\"Secrets of type SnowflakePat can't"
            + " be rotated here: there is no rotator for them.\"}",
        rotate(""));
  }
}
