package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Users, groups, roles and policies through the SDK's client of IAM. */
class IdentitiesTest extends Scenarios {
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Action":"secretsmanager:*","Resource":"*"}]}\
      """;
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}\
      """
          .formatted(RunningServer.ACCOUNT);

  private IamClient iam;

  @BeforeEach
  void connectAsAdministrator() {
    iam = connect(administrator());
  }

  @AfterEach
  void disconnect() {
    iam.close();
  }

  private static IamClient connect(AwsCredentialsProvider credentials) {
    return IamClient.builder()
        .endpointOverride(server().endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(credentials)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Names of identities have no slash. */
  private static String plain(String purpose) {
    return name(purpose).replace('/', '-');
  }

  private static void assertAnswered(
      Class<? extends IamException> kind, int status, String message, Executable call) {
    IamException refused = assertThrowsExactly(kind, call);
    assertEquals(status, refused.statusCode());
    assertEquals(kind.getSimpleName().replace("Exception", ""), code(refused));
    assertEquals(message, refused.awsErrorDetails().errorMessage());
  }

  private static String code(IamException refused) {
    return refused.awsErrorDetails().errorCode();
  }

  @Test
  void identitiesOfUsersLiveAndDie() {
    String name = plain("user");
    Tag tag = Tag.builder().key("team").value("blue").build();
    User made = iam.createUser(r -> r.userName(name).path("/people/").tags(tag)).user();
    assertEquals(
        "arn:aws:iam::%s:user/people/%s".formatted(RunningServer.ACCOUNT, name), made.arn());
    assertEquals(made, iam.getUser(r -> r.userName(name)).user());
    assertTrue(
        iam.listUsersPaginator(r -> r.pathPrefix("/people/").maxItems(1)).users().stream()
            .anyMatch(each -> each.userId().equals(made.userId())));
    assertAnswered(
        EntityAlreadyExistsException.class,
        409,
        "User with name %s already exists.".formatted(name),
        () -> iam.createUser(r -> r.userName(name)));

    AccessKey key = iam.createAccessKey(r -> r.userName(name)).accessKey();
    assertAnswered(
        DeleteConflictException.class,
        409,
        "Cannot delete entity, must delete access keys first.",
        () -> iam.deleteUser(r -> r.userName(name)));
    iam.deleteAccessKey(r -> r.userName(name).accessKeyId(key.accessKeyId()));
    iam.deleteUser(r -> r.userName(name));
    assertAnswered(
        NoSuchEntityException.class,
        404,
        "The user with name %s cannot be found.".formatted(name),
        () -> iam.getUser(r -> r.userName(name)));
  }

  @Test
  void identitiesOfKeysSignForSecretsUntilTheyAreTurnedOff() {
    String name = plain("signer");
    iam.createUser(r -> r.userName(name));
    iam.attachUserPolicy(r -> r.userName(name).policyArn(ADMINISTRATOR));
    AccessKey key = iam.createAccessKey(r -> r.userName(name)).accessKey();
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    SecretsManagerClient secrets = connect(builder -> builder.credentialsProvider(credentials));
    secrets.listSecrets();
    try (IamClient own = connect(credentials)) {
      assertEquals(name, own.getUser().user().userName());
      assertEquals(1, own.listAccessKeys().accessKeyMetadata().size());
    }
    var used = iam.getAccessKeyLastUsed(r -> r.accessKeyId(key.accessKeyId()));
    assertEquals(name, used.userName());
    assertEquals("iam", used.accessKeyLastUsed().serviceName());
    iam.updateAccessKey(
        r -> r.userName(name).accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE));
    SecretsManagerException refused =
        assertThrowsExactly(SecretsManagerException.class, secrets::listSecrets);
    assertEquals("UnrecognizedClientException", refused.awsErrorDetails().errorCode());
    iam.deleteAccessKey(r -> r.userName(name).accessKeyId(key.accessKeyId()));
    iam.detachUserPolicy(r -> r.userName(name).policyArn(ADMINISTRATOR));
    iam.deleteUser(r -> r.userName(name));
  }

  @Test
  void identitiesOfGroupsAndPoliciesKnowEachOther() {
    String name = plain("group");
    Group group = iam.createGroup(r -> r.groupName(name)).group();
    Policy policy = iam.createPolicy(r -> r.policyName(name).policyDocument(POLICY)).policy();
    iam.createUser(r -> r.userName(name));
    iam.addUserToGroup(r -> r.groupName(name).userName(name));
    iam.attachGroupPolicy(r -> r.groupName(name).policyArn(policy.arn()));
    iam.putUserPolicy(r -> r.userName(name).policyName("own").policyDocument(POLICY));
    assertEquals(List.of(group), iam.listGroupsForUser(r -> r.userName(name)).groups());
    assertEquals(
        List.of(AttachedPolicy.builder().policyName(name).policyArn(policy.arn()).build()),
        iam.listAttachedGroupPolicies(r -> r.groupName(name)).attachedPolicies());
    assertEquals(
        name,
        iam.listEntitiesForPolicy(r -> r.policyArn(policy.arn()))
            .policyGroups()
            .getFirst()
            .groupName());
    String document = iam.getUserPolicy(r -> r.userName(name).policyName("own")).policyDocument();
    assertEquals(POLICY, URLDecoder.decode(document, StandardCharsets.UTF_8));

    iam.deleteUserPolicy(r -> r.userName(name).policyName("own"));
    iam.removeUserFromGroup(r -> r.groupName(name).userName(name));
    iam.detachGroupPolicy(r -> r.groupName(name).policyArn(policy.arn()));
    iam.deletePolicy(r -> r.policyArn(policy.arn()));
    iam.deleteGroup(r -> r.groupName(name));
    iam.deleteUser(r -> r.userName(name));
  }

  @Test
  void identitiesOfRolesAreShownWithTheirTrustPolicy() {
    String name = plain("role");
    Role made =
        iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST).description("d"))
            .role();
    Role shown = iam.getRole(r -> r.roleName(name)).role();
    assertEquals(made.arn(), shown.arn());
    assertEquals(3_600, shown.maxSessionDuration());
    assertEquals(
        TRUST, URLDecoder.decode(shown.assumeRolePolicyDocument(), StandardCharsets.UTF_8));
    assertNull(shown.roleLastUsed().lastUsedDate());
    iam.deleteRole(r -> r.roleName(name));
  }
}
