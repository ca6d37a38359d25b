package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.secretsmanager.model.PublicPolicyException;
import software.amazon.awssdk.services.secretsmanager.model.PutResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.ValidateResourcePolicyResponse;

/** The four operations on resource policies. */
class PoliciesTest extends Scenarios {

  private static final String OWN =
      policy("{\"AWS\":\"arn:aws:iam::" + RunningServer.ACCOUNT + ":root\"}");
  private static final String BROAD = policy("\"*\"");

  private static String policy(String principal) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%s,
        "Action":"secretsmanager:GetSecretValue","Resource":"*"}]}\
        """
        .formatted(principal);
  }

  private static PutResourcePolicyResponse attach(String secretId, String policy) {
    return client()
        .putResourcePolicy(
            r -> r.secretId(secretId).resourcePolicy(policy).blockPublicPolicy(true));
  }

  private static GetResourcePolicyResponse read(String secretId) {
    return client().getResourcePolicy(request -> request.secretId(secretId));
  }

  @Test
  void putResourcePolicyRefusesBadAndBroadPolicies() {
    CreateSecretResponse made = create("policy");
    PutResourcePolicyResponse put = attach(made.name(), OWN);
    assertEquals(made.arn(), put.arn());
    assertEquals(made.name(), put.name());
    assertRefused(
        PublicPolicyException.class,
        "You can't attach a resource-based policy that allows broad access to the secret.",
        () -> attach(made.arn(), BROAD));
    assertRefused(
        MalformedPolicyDocumentException.class,
        "This resource policy contains a syntax error.",
        () -> attach(made.arn(), "not a policy"));
  }

  /** Lets everybody in, and says of whom it is true or not by a condition. */
  private static String when(String effect, String operator, String value) {
    return """
        {"Effect":"%s","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*",
        "Condition":{"%s":{"aws:PrincipalArn":"%s"}}}\
        """
        .formatted(effect, operator, value);
  }

  private static String of(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  @Test
  void putResourcePolicyAcceptsWhatADenyTakesBack() {
    CreateSecretResponse made = create("taken-back");
    String role = "arn:aws:iam::111122223333:role/x";
    String allow = when("Allow", "ArnNotEquals", "arn:aws:iam::444455556666:role/y");
    assertRefused(
        PublicPolicyException.class,
        "You can't attach a resource-based policy that allows broad access to the secret.",
        () -> attach(made.arn(), of(allow)));
    String closed = of(allow, when("Deny", "ArnNotEquals", role));
    assertEquals(made.arn(), attach(made.arn(), closed).arn());
    assertTrue(
        client()
            .validateResourcePolicy(r -> r.secretId(made.arn()).resourcePolicy(closed))
            .policyValidationPassed());
  }

  @Test
  void putResourcePolicyRefusesWhatOnlyLooksSafe() {
    CreateSecretResponse made = create("looks-safe");
    // The path of a role may contain colons, so such a role can be made in any account.
    String open = of(when("Allow", "StringLike", "*:111122223333:role/x"));
    assertRefused(
        PublicPolicyException.class,
        "You can't attach a resource-based policy that allows broad access to the secret.",
        () -> attach(made.arn(), open));
    assertFalse(
        client().validateResourcePolicy(r -> r.resourcePolicy(open)).policyValidationPassed());
    String closed = of(when("Allow", "StringLike", "arn:aws:iam::111122223333:role/*"));
    assertEquals(made.arn(), attach(made.arn(), closed).arn());
  }

  @Test
  void putResourcePolicyJudgesTheSecretAtHand() {
    CreateSecretResponse made = create("own");
    CreateSecretResponse other = create("other");
    String policy = BROAD.replace("\"Resource\":\"*\"", "\"Resource\":\"" + other.arn() + "\"");
    assertEquals(made.arn(), attach(made.arn(), policy).arn());
    assertRefused(
        PublicPolicyException.class,
        "You can't attach a resource-based policy that allows broad access to the secret.",
        () -> attach(other.arn(), policy));
  }

  @Test
  void getResourcePolicyPrintsItAgain() {
    CreateSecretResponse made = create("print");
    assertNull(read(made.name()).resourcePolicy());
    attach(made.arn(), OWN);
    GetResourcePolicyResponse got = read(made.name());
    assertEquals(made.arn(), got.arn());
    assertEquals(made.name(), got.name());
    JsonNode expected = JsonNode.parser().parse(OWN);
    assertEquals(expected, JsonNode.parser().parse(got.resourcePolicy()));
    assertTrue(got.resourcePolicy().contains("\"Version\" : \"2012-10-17\""));
    client().deleteSecret(request -> request.secretId(made.arn()));
    assertRefused(InvalidRequestException.class, MARKED, () -> read(made.arn()));
  }

  @Test
  void deleteResourcePolicySucceedsWithAndWithoutOne() {
    CreateSecretResponse made = create("drop");
    attach(made.arn(), OWN);
    for (int i = 0; i < 2; i++) {
      var dropped = client().deleteResourcePolicy(request -> request.secretId(made.name()));
      assertEquals(made.arn(), dropped.arn());
      assertEquals(made.name(), dropped.name());
      assertNull(read(made.arn()).resourcePolicy());
    }
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () -> client().deleteResourcePolicy(request -> request.secretId(name("nowhere"))));
  }

  @Test
  void validateResourcePolicyTellsGoodFromBroad() {
    ValidateResourcePolicyResponse good =
        client().validateResourcePolicy(request -> request.resourcePolicy(OWN));
    assertTrue(good.policyValidationPassed());
    assertTrue(good.hasValidationErrors());
    assertTrue(good.validationErrors().isEmpty());
    ValidateResourcePolicyResponse broad =
        client().validateResourcePolicy(request -> request.resourcePolicy(BROAD));
    assertFalse(broad.policyValidationPassed());
    assertTrue(
        broad.validationErrors().stream()
            .anyMatch(
                finding ->
                    finding
                        .errorMessage()
                        .startsWith("This resource policy grants broad access to your secret.")));
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () ->
            client().validateResourcePolicy(r -> r.resourcePolicy(OWN).secretId(name("nowhere"))));
  }
}
