package io.strongroom.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");

  @Test
  void rootIsNamedByItsAccount() {
    assertEquals("arn:aws:iam::123456789012:root", new Principal.Root(ACCOUNT).arn());
  }

  @ParameterizedTest
  @CsvSource({"/, ann, user/ann", "/team/db/, a+b=c.d@e-f_9, user/team/db/a+b=c.d@e-f_9"})
  void userIsNamedByPathAndName(String path, String name, String resource) {
    Principal user = new Principal.User(ACCOUNT, path, name);
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
    assertThrows(IllegalArgumentException.class, () -> new Principal.User(ACCOUNT, path, name));
  }

  @Test
  void lengthsAreBounded() {
    String longestPath = "/" + "p".repeat(510) + "/";
    String longestName = "n".repeat(64);
    assertTrue(new Principal.User(ACCOUNT, longestPath, longestName).arn().endsWith(longestName));
    assertThrows(
        IllegalArgumentException.class, () -> new Principal.User(ACCOUNT, "/p" + longestPath, "n"));
    assertThrows(
        IllegalArgumentException.class, () -> new Principal.User(ACCOUNT, "/", longestName + "n"));
  }

  @Test
  void accessKeyPrintsWithoutItsSecret() {
    Principal root = new Principal.Root(ACCOUNT);
    AccessKey key =
        new AccessKey("AKIDEXAMPLE", root, AccessKey.Status.ACTIVE, 3, new byte[] {77, 78});
    String text = key.toString();
    assertTrue(text.contains("AKIDEXAMPLE") && text.contains("root") && text.contains("ACTIVE"));
    assertFalse(text.contains("77") || text.contains("TU4") || text.contains("[B"), text);
  }
}
