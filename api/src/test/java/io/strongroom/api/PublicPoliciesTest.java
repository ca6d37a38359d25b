package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.secrets.PolicyProver.Verdict;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.testkit.CanaryExtension;
import io.strongroom.testkit.GoldenAnswer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of the answers of a prover, whatever they are, in the calls that ask it. */
@ExtendWith(CanaryExtension.class)
class PublicPoliciesTest {
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
      "Action":"secretsmanager:GetSecretValue","Resource":"*"}}""";
  private static final String REFUSED =
      "PublicPolicyException: You can't attach a resource-based policy that allows broad access to"
          + " the secret.";
  private static final String UNPROVED =
      " The proof that it grants none was not finished: the time was over.";

  private final List<List<String>> asked = new ArrayList<>();
  private TestRoom room = TestRoom.lenient();

  private void proves(Verdict verdict) {
    proves(verdict, () -> {});
  }

  /** Has the room's prover say so, after something else has happened. */
  private void proves(Verdict verdict, Runnable meanwhile) {
    room.prover.set(
        (_, secrets) -> {
          asked.add(secrets);
          meanwhile.run();
          return verdict;
        });
  }

  private String create() {
    GoldenAnswer made = room.call("CreateSecret", "{\"Name\":\"db\"}");
    return Json.text(Json.object(made.body()), "ARN");
  }

  private String put(String more) {
    return told("PutResourcePolicy", "\"SecretId\":\"db\"," + more);
  }

  private String told(String operation, String members) {
    String policy = POLICY.replace("\"", "\\\"");
    GoldenAnswer answer =
        room.call(operation, "{%s\"ResourcePolicy\":\"%s\"}".formatted(members, policy));
    if (answer.status() == 200) {
      return "200";
    }
    var error = Json.object(answer.body());
    String text = error.containsKey("Message") ? "Message" : "message";
    return answer.status() == 400
        ? Json.text(error, "__type") + ": " + Json.text(error, text)
        : "not a refusal: " + answer.status();
  }

  @Test
  @DisplayName("BlockPublicPolicy refuses what is public, and what is not proved, which it says")
  void refusesWhatIsNotProved() {
    String arn = create();
    proves(new Verdict.Closed());
    assertEquals("200", put("\"BlockPublicPolicy\":true,"));
    proves(new Verdict.Public());
    assertEquals(REFUSED, put("\"BlockPublicPolicy\":true,"));
    proves(new Verdict.Unproved("the time was over"));
    assertEquals(REFUSED + UNPROVED, put("\"BlockPublicPolicy\":true,"));
    assertEquals(List.of(List.of(arn), List.of(arn), List.of(arn)), asked);
  }

  @Test
  @DisplayName("Nothing is proved where nobody asked for it, or there is no such secret")
  void provesOnlyWhatIsAsked() {
    proves(new Verdict.Public());
    assertEquals(
        "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        put("\"BlockPublicPolicy\":true,"));
    create();
    assertEquals("200", put(""));
    assertEquals("200", put("\"BlockPublicPolicy\":false,"));
    assertEquals(List.of(), asked);
  }

  @Test
  @DisplayName("policies.block-public = always refuses whatever the call says")
  void alwaysIsAlways() {
    room = TestRoom.closedToThePublic();
    create();
    assertEquals(REFUSED, put(""));
    assertEquals(REFUSED, put("\"BlockPublicPolicy\":false,"));
    proves(new Verdict.Closed());
    assertEquals("200", put(""));
  }

  @Test
  @DisplayName("A policy goes to the replicas too, so it is proved for each of them")
  void provesForReplicas() {
    String arn = create();
    var replicated =
        room.call(
            "ReplicateSecretToRegions",
            "{\"SecretId\":\"db\",\"AddReplicaRegions\":[{\"Region\":\"eu-west-1\"}]}");
    assertEquals(200, replicated.status());
    proves(new Verdict.Closed());
    assertEquals("200", put("\"BlockPublicPolicy\":true,"));
    assertEquals(List.of(List.of(arn, arn.replace("us-east-1", "eu-west-1"))), asked);
  }

  @Test
  @DisplayName("A secret that changes during the proof is decided about again, and proved once")
  void provesOnce() {
    create();
    proves(
        new Verdict.Closed(),
        () ->
            room.call(
                "TagResource", "{\"SecretId\":\"db\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}"));
    assertEquals("200", put("\"BlockPublicPolicy\":true,"));
    assertEquals(1, asked.size());
  }

  @Test
  @DisplayName("A proof for one secret is none for another that took its name meanwhile")
  void aProofIsForOneSecret() {
    create();
    proves(
        new Verdict.Closed(),
        () -> {
          room.call("DeleteSecret", "{\"SecretId\":\"db\",\"ForceDeleteWithoutRecovery\":true}");
          create();
        });
    assertEquals("ThrottlingException: Rate exceeded", put("\"BlockPublicPolicy\":true,"));
  }

  @Test
  @DisplayName("Where too much is to be proved, calls are throttled, and nothing is stored")
  void throttles() {
    create();
    room.prover.set(
        (_, _) -> {
          throw new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
        });
    assertEquals("ThrottlingException: Rate exceeded", put("\"BlockPublicPolicy\":true,"));
    assertEquals("ThrottlingException: Rate exceeded", told("ValidateResourcePolicy", ""));
    var got = Json.object(room.call("GetResourcePolicy", "{\"SecretId\":\"db\"}").body());
    assertEquals(false, got.containsKey("ResourcePolicy"));
  }

  @Test
  @DisplayName("ValidateResourcePolicy says that it was not proved, after AWS's own words")
  void findingSaysSo() {
    proves(new Verdict.Unproved("the time was over"));
    GoldenAnswer answer =
        room.call(
            "ValidateResourcePolicy",
            "{\"ResourcePolicy\":\"" + POLICY.replace("\"", "\\\"") + "\"}");
    assertEquals(
        "{\"PolicyValidationPassed\":false,\"ValidationErrors\":[{\"CheckName\":\"PUBLIC_POLICY\","
            + "\"ErrorMessage\":\"This resource policy grants broad access to your secret. Secrets"
            + " Manager does not allow creating and applying such policies in the console."
            + UNPROVED
            + "\"}]}",
        new String(answer.body(), UTF_8));
    assertEquals(List.of(List.of()), asked);
  }
}
