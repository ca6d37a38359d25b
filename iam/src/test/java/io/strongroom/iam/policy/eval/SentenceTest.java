package io.strongroom.iam.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.iam.policy.eval.Decision.Denied;
import io.strongroom.iam.policy.eval.Decision.ExplicitDeny;
import io.strongroom.iam.policy.eval.Decision.NoAllow;
import io.strongroom.iam.policy.eval.Decision.SessionTokenLimit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of the guide "Troubleshoot access denied error messages". */
class SentenceTest {
  private static final String READING =
      "User: arn:aws:sts::111122223333:assumed-role/app/i-1 is not authorized to perform:"
          + " secretsmanager:GetSecretValue on resource: prod/db ";
  private static final Action ASSUME = Action.of("sts:AssumeRole");
  private static final String ROLE = "arn:aws:iam::111122223333:role/db";

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, because no identity-based policy allows the ACTION action",
    "RESOURCE, because no resource-based policy allows the ACTION action",
    "BOUNDARY, because no permissions boundary allows the ACTION action",
    "SESSION, because no session policy allows the ACTION action",
    "ORGANIZATION, with an explicit deny in a service control policy",
  })
  void missingAllowIsTold(PolicySource source, String words) {
    RequestContext context = Asking.get(Asking.session(Asking.HERE), ConditionKeys.none());
    String expected = READING + words.replace("ACTION", "secretsmanager:GetSecretValue");
    assertEquals(expected, new Denied(new NoAllow(source)).sentence(context, "prod/db"));
  }

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, with an explicit deny in an identity-based policy",
    "RESOURCE, with an explicit deny in a resource-based policy",
    "BOUNDARY, with an explicit deny in a permissions boundary",
    "SESSION, with an explicit deny in a session policy",
    "ORGANIZATION, with an explicit deny in a service control policy",
  })
  void explicitDenyIsTold(PolicySource source, String words) {
    RequestContext context = Asking.get(Asking.session(Asking.HERE), ConditionKeys.none());
    Denied denied = new Denied(new ExplicitDeny(new Match(source, "secret name", "Sid", 0)));
    assertEquals(READING + words, denied.sentence(context, "prod/db"));
  }

  @Test
  void resourceIsLeftOutWhereThereIsNone() {
    RequestContext context =
        RequestContext.of(
            Asking.root(Asking.HERE),
            Action.of("secretsmanager:ListSecrets"),
            ConditionKeys.none());
    assertEquals(
        "User: arn:aws:iam::111122223333:root is not authorized to perform:"
            + " secretsmanager:ListSecrets",
        new Denied(new SessionTokenLimit()).sentence(context, null));
  }

  @Test
  @DisplayName("A trust policy has words of its own")
  void trustPolicyIsTold() {
    RequestContext context = assuming(Asking.user(Asking.HERE));
    String start =
        "User: arn:aws:iam::111122223333:user/team/ann is not authorized to perform:"
            + " sts:AssumeRole on resource: arn:aws:iam::111122223333:role/db ";
    assertEquals(
        start + "because no role trust policy allows the sts:AssumeRole action",
        new Denied(new NoAllow(PolicySource.TRUST)).sentence(context, ROLE));
    assertEquals(
        start + "with an explicit deny in the role trust policy",
        new Denied(new ExplicitDeny(new Match(PolicySource.TRUST, "p", null, 0)))
            .sentence(context, ROLE));
  }

  @ParameterizedTest
  @CsvSource({"TRUST", "IDENTITY", "BOUNDARY"})
  @DisplayName("Of a role of another account nothing is told, not even whether there is one")
  void strangersAreToldNoReason(PolicySource source) {
    RequestContext context = assuming(Asking.user(Asking.THERE));
    String expected =
        "User: arn:aws:iam::444455556666:user/team/ann is not authorized to perform:"
            + " sts:AssumeRole on resource: arn:aws:iam::111122223333:role/db";
    assertEquals(expected, new Denied(new NoAllow(source)).sentence(context, ROLE));
  }

  private static RequestContext assuming(Caller caller) {
    return new RequestContext(caller, ASSUME, ROLE, Asking.HERE, ConditionKeys.none());
  }
}
