package io.strongroom.iam.policy;

import static io.strongroom.iam.policy.Policies.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class BroadAccessTest {

  @ParameterizedTest(name = "{0}")
  @DisplayName("Conditions on an Allow for everybody, after S3's meaning of public")
  @CsvFileSource(
      resources = "narrowing.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      quoteCharacter = '`')
  void conditionNarrowsOrDoesNot(String condition, boolean broad) throws PolicySyntaxException {
    assertEquals(broad, BroadAccess.isBroad(PolicyParser.parse(Policies.when(condition))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Principal':'*'|true",
        "'Principal':{'AWS':'*'}|true",
        "'Principal':{'AWS':['123456789012','*']}|true",
        "'Principal':{'AWS':'123456789012'}|false",
        "'Principal':{'AWS':['123456789012','arn:aws:iam::210987654321:role/r']}|false",
        "'Principal':{'Service':'lambda.amazonaws.com'}|false",
        "'NotPrincipal':{'AWS':'123456789012'}|true",
        "'NotPrincipal':{'Service':'lambda.amazonaws.com'}|true",
        "'NotPrincipal':'*'|false",
      })
  void everybodyIsBroad(String principal, boolean broad) throws PolicySyntaxException {
    String allow = "'Effect':'Allow','Action':'secretsmanager:*','Resource':'*'," + principal;
    assertEquals(broad, BroadAccess.isBroad(PolicyParser.parse(Policies.with(allow))));
    String deny = allow.replace("Allow", "Deny");
    assertEquals(false, BroadAccess.isBroad(PolicyParser.parse(Policies.with(deny))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Action':'*'|true",
        "'Action':'secretsmanager:*'|true",
        "'Action':'SecretsManager:NotYetInvented'|true",
        "'Action':['s3:*','secretsmanager:GetSecretValue']|true",
        "'Action':'s3:*'|false",
        "'NotAction':'s3:*'|true",
        "'NotAction':'secretsmanager:Get*'|true",
        "'NotAction':'secretsmanager:*'|false",
        "'NotAction':['s3:*','secretsmanager:**']|false",
        "'NotAction':'*'|false",
      })
  void onlyActionsOnSecretsCount(String action, boolean broad) throws PolicySyntaxException {
    String allow = "'Effect':'Allow','Principal':'*','Resource':'*'," + action;
    assertEquals(broad, BroadAccess.isBroad(PolicyParser.parse(Policies.with(allow))));
  }

  @Test
  void oneBroadStatementAmongManyIsEnough() throws PolicySyntaxException {
    String narrow =
        "{'Effect':'Allow','Principal':{'AWS':'123456789012'},'Action':'*','Resource':'*'}";
    String broad = "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}";
    assertEquals(false, isBroad(narrow + "," + narrow));
    assertEquals(true, isBroad(narrow + "," + broad));
  }

  private static boolean isBroad(String statements) throws PolicySyntaxException {
    return BroadAccess.isBroad(PolicyParser.parse(json("{'Statement':[" + statements + "]}")));
  }
}
