package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** Sessions through the SDK's client of STS, and what their policies and tags let them do. */
class SessionsTest extends Scenarios {
  private static final String ROTATION =
      """
      "secretsmanager:DescribeSecret","secretsmanager:GetSecretValue",\
      "secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"\
      """;
  private static final String SAME_TEAM =
      """
      ,"Condition":{"StringEquals":{"secretsmanager:ResourceTag/team":\
      "${aws:PrincipalTag/team}"}}\
      """;

  private IamClient iam;
  private StsClient sts;

  @BeforeEach
  void connectAsAdministrator() {
    iam = at(IamClient.builder(), server().administrator()).build();
    sts = sts(server().administrator());
  }

  @AfterEach
  void disconnect() {
    iam.close();
    sts.close();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(B builder, AwsCredentials credentials) {
    return builder
        .endpointOverride(server().endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  private static StsClient sts(AwsCredentials credentials) {
    return at(StsClient.builder(), credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private SecretsManagerClient secrets(AwsCredentials credentials) {
    return connect(b -> b.credentialsProvider(StaticCredentialsProvider.create(credentials)));
  }

  private static AwsCredentials of(Credentials issued) {
    return AwsSessionCredentials.create(
        issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
  }

  private static String plain(String purpose) {
    return name(purpose).replace('/', '-');
  }

  private static String may(String actions, String resource, String condition) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],"Resource":"%s"%s}]}"""
        .formatted(actions, resource, condition);
  }

  /** Makes a role that this account may assume, with tags, and returns its ARN. */
  private String role(String policy, String condition) {
    String name = plain("role");
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},
        "Action":["sts:AssumeRole","sts:TagSession"]%s}]}"""
            .formatted(RunningServer.ACCOUNT, condition);
    String arn = iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust)).role().arn();
    iam.putRolePolicy(r -> r.roleName(name).policyName("own").policyDocument(policy));
    return arn;
  }

  private AssumeRoleResponse assume(String role, Consumer<AssumeRoleRequest.Builder> change) {
    return sts.assumeRole(r -> r.roleArn(role).roleSessionName("session").applyMutation(change));
  }

  private static void assertNotAllowed(
      AssumeRoleResponse by, String action, String secret, String kind, Executable call) {
    SecretsManagerException refused = assertThrowsExactly(SecretsManagerException.class, call);
    assertEquals("AccessDeniedException", refused.awsErrorDetails().errorCode());
    assertEquals(
        "User: %s is not authorized to perform: %s on resource: %s because no %s policy allows"
                .formatted(by.assumedRoleUser().arn(), action, secret, kind)
            + " the "
            + action
            + " action",
        refused.awsErrorDetails().errorMessage());
  }

  @Test
  void sessionsKnowWhoTheyAreAndNeedTheirExternalId() {
    String role =
        role(
            may("\"secretsmanager:*\"", "*", ""),
            ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"of-the-shop\"}}");
    StsException refused =
        assertThrowsExactly(StsException.class, () -> assume(role, r -> r.externalId("other")));
    assertEquals("AccessDenied", refused.awsErrorDetails().errorCode());
    assertEquals(403, refused.statusCode());
    AssumeRoleResponse session = assume(role, r -> r.externalId("of-the-shop"));
    try (StsClient inside = sts(of(session.credentials()))) {
      assertEquals(session.assumedRoleUser().arn(), inside.getCallerIdentity().arn());
      assertEquals(RunningServer.ACCOUNT, inside.getCallerIdentity().account());
    }
  }

  @Test
  void sessionsHaveNoMoreThanTheirOwnPolicy() {
    CreateSecretResponse secret = create("narrow");
    String role = role(may("\"secretsmanager:*\"", "*", ""), "");
    String narrow = may("\"secretsmanager:GetSecretValue\"", secret.arn(), "");
    AssumeRoleResponse session = assume(role, r -> r.policy(narrow));
    SecretsManagerClient client = secrets(of(session.credentials()));
    assertFalse(client.getSecretValue(r -> r.secretId(secret.arn())).secretString().isEmpty());
    assertNotAllowed(
        session,
        "secretsmanager:DescribeSecret",
        secret.arn(),
        "session",
        () -> client.describeSecret(r -> r.secretId(secret.arn())));
  }

  @Test
  void sessionsOfUsersComeFromTheirKeysOnly() {
    String name = plain("person");
    String arn = iam.createUser(r -> r.userName(name)).user().arn();
    AccessKey key = iam.createAccessKey(r -> r.userName(name)).accessKey();
    AwsCredentials own = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    try (StsClient person = sts(own);
        StsClient session = sts(of(person.getSessionToken().credentials()))) {
      assertEquals(arn, session.getCallerIdentity().arn());
      StsException refused = assertThrowsExactly(StsException.class, session::getSessionToken);
      assertEquals(
          "Cannot call GetSessionToken with session credentials",
          refused.awsErrorDetails().errorMessage());
    }
  }

  @Test
  void accessOfARotationFunctionEndsAtItsSecret() {
    CreateSecretResponse secret = create("rotated");
    CreateSecretResponse another = create("another");
    AssumeRoleResponse session = assume(role(may(ROTATION, secret.arn(), ""), ""), r -> {});
    SecretsManagerClient function = secrets(of(session.credentials()));
    String pending = token();
    String text = text();
    function.putSecretValue(
        r ->
            r.secretId(secret.arn())
                .clientRequestToken(pending)
                .secretString(text)
                .versionStages("AWSPENDING"));
    function.updateSecretVersionStage(
        r ->
            r.secretId(secret.arn())
                .versionStage("AWSCURRENT")
                .moveToVersionId(pending)
                .removeFromVersionId(secret.versionId()));
    assertEquals(text, value(secret.arn()));
    assertNotAllowed(
        session,
        "secretsmanager:GetSecretValue",
        another.arn(),
        "identity-based",
        () -> function.getSecretValue(r -> r.secretId(another.arn())));
    assertNotAllowed(
        session,
        "secretsmanager:DeleteSecret",
        secret.arn(),
        "identity-based",
        () -> function.deleteSecret(r -> r.secretId(secret.arn())));
  }

  @Test
  void accessByTagsIsThatOfTheSameTeam() {
    CreateSecretResponse blue = create("blue", r -> r.tags(tag("team", "blue")));
    CreateSecretResponse red = create("red", r -> r.tags(tag("team", "red")));
    String role = role(may("\"secretsmanager:GetSecretValue\"", "*", SAME_TEAM), "");
    for (List<CreateSecretResponse> each : List.of(List.of(blue, red), List.of(red, blue))) {
      String team = each.getFirst().equals(blue) ? "blue" : "red";
      AssumeRoleResponse session =
          assume(role, r -> r.tags(Tag.builder().key("team").value(team).build()));
      SecretsManagerClient member = secrets(of(session.credentials()));
      String own = each.getFirst().arn();
      assertFalse(member.getSecretValue(r -> r.secretId(own)).secretString().isEmpty());
      String other = each.getLast().arn();
      assertNotAllowed(
          session,
          "secretsmanager:GetSecretValue",
          other,
          "identity-based",
          () -> member.getSecretValue(r -> r.secretId(other)));
    }
  }
}
