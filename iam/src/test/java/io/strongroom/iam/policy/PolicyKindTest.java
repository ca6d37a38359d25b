package io.strongroom.iam.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PrincipalPattern.Federated;
import io.strongroom.iam.policy.PrincipalPattern.UniqueId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which elements each kind of policy has. */
class PolicyKindTest {

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("What a kind of policy refuses, in the words of IAM; ok for nothing")
  @CsvFileSource(resources = "kinds.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
  void statementIsJudged(PolicyKind kind, String members, String verdict) {
    assertEquals(verdict, verdict(kind, Policies.with(members)));
  }

  @ParameterizedTest
  @EnumSource(PolicyKind.class)
  void onlyPoliciesOfResourcesHaveAnId(PolicyKind kind) {
    String principal = kind.namesPrincipals() ? "'Principal':'*'," : "";
    String resource = kind == PolicyKind.TRUST ? "" : ",'Resource':'*'";
    String statement = "{'Effect':'Allow'," + principal + "'Action':'*'" + resource + "}";
    assertEquals("ok", verdict(kind, Policies.json("{'Statement':" + statement + "}")));
    assertEquals(
        kind.namesPrincipals() ? "ok" : "Syntax errors in policy.",
        verdict(kind, Policies.json("{'Id':'x','Statement':" + statement + "}")));
  }

  @Test
  void elementsLeftOutCoverEverything() throws PolicySyntaxException {
    String identity = Policies.with("'Effect':'Allow','Action':'*','Resource':'*'");
    Statement statement = PolicyParser.parse(PolicyKind.IDENTITY, identity).statements().getFirst();
    assertEquals(new Listing<>(Sense.ALL_BUT_THESE, List.of()), statement.principals());
    String trust = Policies.with("'Effect':'Allow','Action':'*','Principal':'*'");
    statement = PolicyParser.parse(PolicyKind.TRUST, trust).statements().getFirst();
    assertEquals(new Listing<>(Sense.ALL_BUT_THESE, List.of()), statement.resources());
  }

  @Test
  void statementOfAKeyPolicyWithoutResourceCoversNothing() throws PolicySyntaxException {
    String text = Policies.with("'Effect':'Allow','Principal':'*'");
    Statement statement = PolicyParser.parse(PolicyKind.KEY, text).statements().getFirst();
    assertEquals(new Listing<>(Sense.THESE, List.of()), statement.resources());
    assertEquals(new Listing<>(Sense.THESE, List.of()), statement.actions());
  }

  @Test
  void uniqueIdsAreReadInStoredPoliciesOnly() throws PolicySyntaxException {
    String id = "AROAJQABLZS4A3QDU576Q";
    String text =
        Policies.with(
            "'Effect':'Allow','Principal':{'AWS':'" + id + "'},'Action':'*','Resource':'*'");
    assertThrows(PolicySyntaxException.class, () -> PolicyParser.parse(PolicyKind.RESOURCE, text));
    Statement statement =
        PolicyParser.parseStored(PolicyKind.RESOURCE, text).statements().getFirst();
    List<PrincipalPattern> expected = List.of(new UniqueId(id));
    assertEquals(expected, statement.principals().patterns());
    String group = text.replace("AROA", "AGPA");
    assertThrows(
        PolicySyntaxException.class, () -> PolicyParser.parseStored(PolicyKind.RESOURCE, group));
  }

  @Test
  void providerIsNamedByTrustPolicies() throws PolicySyntaxException {
    String arn = "arn:aws:iam::123456789012:oidc-provider/id.example.org/x";
    String members = "'Effect':'Allow','Principal':{'Federated':'" + arn + "'},'Action':'*'";
    Statement statement =
        PolicyParser.parse(PolicyKind.TRUST, Policies.with(members)).statements().getFirst();
    List<PrincipalPattern> expected = List.of(new Federated(arn));
    assertEquals(expected, statement.principals().patterns());
  }

  @Test
  void lengthsAreBounded() {
    String policy = Policies.with("'Effect':'Allow','Action':'*','Resource':'*'");
    int max = PolicyKind.IDENTITY.maxLength();
    String longest = policy + " ".repeat(max - policy.length());
    assertEquals("ok", verdict(PolicyKind.IDENTITY, longest));
    assertEquals("Syntax errors in policy.", verdict(PolicyKind.IDENTITY, longest + " "));
  }

  private static String verdict(PolicyKind kind, String text) {
    try {
      return PolicyParser.parse(kind, text).kind() == kind ? "ok" : "another kind";
    } catch (PolicySyntaxException e) {
      return e.iamMessage();
    }
  }
}
