package io.strongroom.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final String ID = "AIDAABCDEFGHIJKLMNOPQ";

  @Test
  void rootIsNamedByItsAccount() {
    assertEquals("arn:aws:iam::123456789012:root", new Principal.Root(ACCOUNT).arn());
  }

  @ParameterizedTest
  @CsvSource({"/, ann, user/ann", "/team/db/, a+b=c.d@e-f_9, user/team/db/a+b=c.d@e-f_9"})
  void userIsNamedByPathAndName(String path, String name, String resource) {
    Principal.User user = new Principal.User(ACCOUNT, ID, path, name);
    assertEquals("arn:aws:iam::123456789012:" + resource, user.arn());
    assertEquals(ACCOUNT, user.account());
  }

  @ParameterizedTest
  @CsvSource({
    "'', ann",
    "team/, ann",
    "/team, ann",
    "/a b/, ann",
    "/é/, ann",
    "/, ''",
    "/, a b",
    "/, a/b",
    "/, a:b",
    "/, é",
    "/, a*"
  })
  void malformedUserIsRefused(String path, String name) {
    assertThrows(IllegalArgumentException.class, () -> new Principal.User(ACCOUNT, ID, path, name));
  }

  @Test
  void lengthsAreBounded() {
    String longestPath = "/" + "p".repeat(510) + "/";
    String longestName = "n".repeat(64);
    assertTrue(
        new Principal.User(ACCOUNT, ID, longestPath, longestName).arn().endsWith(longestName));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Principal.User(ACCOUNT, ID, "/p" + longestPath, "n"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Principal.User(ACCOUNT, ID, "/", longestName + "n"));
  }

  @Test
  void accessKeyPrintsWithoutItsSecret() {
    AccessKey key =
        new AccessKey(
            "AKIDEXAMPLE",
            ACCOUNT,
            ID,
            AccessKey.Status.ACTIVE,
            Instant.EPOCH,
            3,
            new byte[] {77, 78});
    String text = key.toString();
    assertTrue(text.contains("AKIDEXAMPLE") && text.contains(ID) && text.contains("ACTIVE"));
    assertFalse(text.contains("77") || text.contains("TU4") || text.contains("[B"), text);
  }

  @Test
  void sessionIsNamedByRoleAndSessionAndCountsAsItsRole() {
    Principal.RoleSession session =
        new Principal.RoleSession(ACCOUNT, "AROAABCDEFGHIJKLMNOPQ", "/team/", "deploy", "ci-7");
    assertEquals("arn:aws:sts::123456789012:assumed-role/deploy/ci-7", session.arn());
    assertEquals("arn:aws:iam::123456789012:role/team/deploy", session.principalArn());
    assertEquals("AROAABCDEFGHIJKLMNOPQ:ci-7", session.userId());
    assertEquals(
        List.of("arn:aws:iam::123456789012:root", session.principalArn(), session.arn()),
        session.levels());
  }

  @Test
  void conditionKeysOfCallersAreThoseOfTheGuide() {
    Principal.Root root = new Principal.Root(ACCOUNT);
    Principal.User user = new Principal.User(ACCOUNT, ID, "/", "ann");
    assertEquals(List.of("123456789012", "Account"), List.of(root.userId(), root.type()));
    assertEquals(List.of(ID, "User"), List.of(user.userId(), user.type()));
    assertEquals(List.of(root.arn(), user.arn()), user.levels());
    assertEquals("anonymous", new Principal.Anonymous().userId());
    assertEquals("Anonymous", new Principal.Anonymous().type());
  }
}
