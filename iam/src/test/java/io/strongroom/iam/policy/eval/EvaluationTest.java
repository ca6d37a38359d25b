package io.strongroom.iam.policy.eval;

import static io.strongroom.iam.policy.eval.Asking.HERE;
import static io.strongroom.iam.policy.eval.Asking.THERE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.Caller.Credentials;
import io.strongroom.iam.policy.eval.Decision.Allowed;
import io.strongroom.iam.policy.eval.Decision.Denied;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the guide, cell by cell. */
class EvaluationTest {

  /**
   * One cell. Sets are written +, which allows; -, which allows nothing; !, which refuses; or an
   * empty text where there is none.
   */
  @ParameterizedTest(name = "{0} in {1}, {2} policy names {3}; I{4} B{5} S{6}: {7}")
  @CsvFileSource(
      resources = "cells.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      quoteCharacter = '`',
      emptyValue = "",
      nullValues = "NULL")
  void cellIsDecided(
      String caller,
      String account,
      PolicyKind kind,
      String principal,
      String identity,
      String boundary,
      String session,
      String expected) {
    PolicySets policies =
        PolicySets.ofIdentity(List.of(set(PolicyKind.IDENTITY, identity)))
            .guardedBy(principal.equals("nobody") ? null : resource(kind, principal))
            .boundedBy(boundary.equals("none") ? null : set(PolicyKind.BOUNDARY, boundary))
            .narrowedBy(session.equals("none") ? null : List.of(set(PolicyKind.SESSION, session)));
    AccountId home = account.equals("same") ? HERE : THERE;
    RequestContext context = Asking.get(caller(caller, home), ConditionKeys.none());
    assertEquals(expected, told(Evaluator.judge(context, policies)));
  }

  private static Caller caller(String name, AccountId account) {
    return switch (name) {
      case "root" -> Asking.root(account);
      case "user" -> Asking.user(account);
      case "session" -> Asking.session(account);
      case "service" -> new Caller.Service("lambda.amazonaws.com");
      case "federated" ->
          new Caller.Federated("arn:aws:iam::111122223333:oidc-provider/id.example.org");
      case "anonymous" -> new Caller.Anonymous();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static NamedPolicy set(PolicyKind kind, String sign) {
    return switch (sign) {
      case "+" -> Asking.allowAll(kind);
      case "-" -> Asking.allowNothing(kind);
      case "!" ->
          Asking.policy(
              kind,
              "{'Effect':'Allow','Action':'*','Resource':'*'},"
                  + "{'Effect':'Deny','Action':'*','Resource':'*'}");
      default -> throw new IllegalArgumentException(sign);
    };
  }

  private static NamedPolicy resource(PolicyKind kind, String principal) {
    String json = principal.substring(principal.startsWith("!") ? 1 : 0);
    NamedPolicy allow = Asking.allowing(kind, json);
    if (json.equals(principal)) {
      return allow;
    }
    String resource = kind == PolicyKind.TRUST ? "" : ",'Resource':'*'";
    return Asking.policy(
        kind, "{'Effect':'Deny','Principal':" + json + ",'Action':'*'" + resource + "}");
  }

  private static String told(Decision decision) {
    return switch (decision) {
      case Allowed _ -> "allowed";
      case Denied(Decision.ExplicitDeny(Match by)) -> "refused by " + by.source();
      case Denied(Decision.NoAllow(PolicySource source)) -> "not allowed by " + source;
      case Denied(Decision.SessionTokenLimit()) -> "token";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "iam:GetUser, SESSION_TOKEN, token",
    "iam:GetUser, SESSION_TOKEN_WITH_MFA, allowed",
    "iam:GetUser, LONG_TERM, allowed",
    "sts:GetSessionToken, SESSION_TOKEN_WITH_MFA, token",
    "sts:assumerole, SESSION_TOKEN, allowed",
    "sts:GetCallerIdentity, SESSION_TOKEN, allowed",
    "secretsmanager:GetSecretValue, SESSION_TOKEN, allowed",
  })
  @DisplayName("A session of GetSessionToken may call some of IAM and STS")
  void sessionTokenIsLimited(String action, Credentials credentials, String expected) {
    PolicySets all = PolicySets.ofIdentity(List.of(Asking.allowAll(PolicyKind.IDENTITY)));
    for (Caller caller :
        List.of(Asking.user(HERE, credentials), new Caller.Root(HERE, credentials))) {
      RequestContext context = RequestContext.of(caller, Action.of(action), ConditionKeys.none());
      assertEquals(expected, told(Evaluator.judge(context, all)));
    }
  }

  @Test
  @DisplayName("AUZ-11: an account's root can always replace or delete the policy of its secret")
  void rootRecovers() {
    String deny = "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}";
    PolicySets shut = PolicySets.none().guardedBy(Asking.policy(PolicyKind.RESOURCE, deny));
    for (String name : List.of("PutResourcePolicy", "DeleteResourcePolicy", "GetSecretValue")) {
      Action action = Action.of("secretsmanager:" + name);
      boolean recovery = name.endsWith("Policy");
      assertEquals(recovery, allowed(Asking.root(HERE), action, shut));
      assertEquals(false, allowed(Asking.root(THERE), action, shut));
      assertEquals(false, allowed(Asking.user(HERE), action, shut));
    }
    String limit = "{'Effect':'Deny','Action':'*','Resource':'*'}";
    PolicySets within = shut.within(List.of(Asking.policy(PolicyKind.ORGANIZATION, limit)));
    assertEquals(false, allowed(Asking.root(HERE), LockOut.ACTION, within));
  }

  private static boolean allowed(Caller caller, Action action, PolicySets policies) {
    RequestContext context =
        new RequestContext(caller, action, Asking.SECRET, HERE, ConditionKeys.none());
    return Evaluator.judge(context, policies).isAllowed();
  }

  @Test
  void decidingStatementIsNamed() {
    NamedPolicy identity =
        Asking.policy(
            PolicyKind.IDENTITY,
            "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
                + "{'Sid':'Read','Effect':'Allow','Action':'*','Resource':'*'},"
                + "{'Effect':'Deny','Action':'kms:*','Resource':'*'}");
    PolicySets policies = PolicySets.ofIdentity(List.of(identity));
    assertEquals(
        new Allowed(new Match(PolicySource.IDENTITY, "IDENTITY", "Read", 1)),
        Evaluator.judge(Asking.get(Asking.user(HERE), ConditionKeys.none()), policies));
    RequestContext decrypt =
        RequestContext.of(Asking.user(HERE), Action.of("kms:Decrypt"), ConditionKeys.none());
    Match deny = new Match(PolicySource.IDENTITY, "IDENTITY", null, 2);
    assertEquals(new Denied(new Decision.ExplicitDeny(deny)), Evaluator.judge(decrypt, policies));
  }

  @Test
  void missingKeysAreCollected() {
    NamedPolicy identity =
        Asking.policy(
            PolicyKind.IDENTITY,
            "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{"
                + "'StringEquals':{'aws:RequestedRegion':'eu-west-1','aws:PrincipalAccount':'1'}}},"
                + "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{"
                + "'StringEquals':{'k:a':'${k:B}'},'Null':{'k:c':'false'}}},"
                + "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{"
                + "'StringEquals':{'k:unasked':'1'}}}");
    Set<String> missing = new TreeSet<>();
    ConditionKeys keys = ConditionKeys.of(Map.of("k:a", new KeyValue.One("x")));
    PolicySets policies = PolicySets.ofIdentity(List.of(identity));
    Evaluator.judge(Asking.get(Asking.user(HERE), keys), policies, missing);
    assertEquals(Set.of("aws:RequestedRegion", "k:B"), missing);
  }

  @Test
  void policyInTheWrongPlaceIsRefused() {
    NamedPolicy identity = Asking.allowAll(PolicyKind.IDENTITY);
    NamedPolicy resource = Asking.allowing(PolicyKind.RESOURCE, "'*'");
    assertThrows(IllegalArgumentException.class, () -> PolicySets.none().guardedBy(identity));
    assertThrows(IllegalArgumentException.class, () -> PolicySets.ofIdentity(List.of(resource)));
    PolicySets narrowed = PolicySets.none().narrowedBy(List.of());
    RequestContext ofUser = Asking.get(Asking.user(HERE), ConditionKeys.none());
    assertThrows(IllegalArgumentException.class, () -> Evaluator.judge(ofUser, narrowed));
  }

  @Test
  void overlongTextFailsTheJudgement() {
    String tooLong = "x".repeat(RequestContext.MAX_VALUE_LENGTH + 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> Asking.holds("{'StringLike':{'k:a':'*'}}", Map.of("k:a", new KeyValue.One(tooLong))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RequestContext(Asking.user(HERE), Asking.GET, tooLong, HERE, ConditionKeys.none()));
  }

  @Test
  void secondPolicyOfOneTextIsTheSame() throws Exception {
    PolicyCache cache = new PolicyCache(1_000_000);
    String text = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    CompiledPolicy policy = cache.compiled(PolicyKind.IDENTITY, text);
    assertEquals(policy, cache.compiled(PolicyKind.IDENTITY, text));
    assertEquals(PolicyKind.SESSION, cache.compiled(PolicyKind.SESSION, text).kind());
  }
}
