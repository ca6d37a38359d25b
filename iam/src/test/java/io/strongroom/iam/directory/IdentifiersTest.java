package io.strongroom.iam.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.iam.AccountId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, ids and ARNs, and the numbers of versions. */
class IdentifiersTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "USER, AIDA, user",
    "GROUP, AGPA, group",
    "ROLE, AROA, role",
    "POLICY, ANPA, policy",
  })
  void idsAndArnsHaveTheFormOfTheirKind(Kind kind, String prefix, String resource) {
    String id = kind.newId(target -> Arrays.fill(target, (byte) 0xff));
    assertEquals(prefix + "7".repeat(17), id);
    Identifiers identifiers = Identifiers.of(ACCOUNT, kind, id, "/a/b/", "Name");
    assertEquals("arn:aws:iam::111122223333:" + resource + "/a/b/Name", identifiers.arn());
    assertEquals("name", identifiers.foldedName());
    assertThrows(
        IllegalArgumentException.class,
        () -> Identifiers.of(ACCOUNT, kind, "AXXX" + id.substring(4), "/", "n"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Identifiers.of(ACCOUNT, kind, id, "/", "n".repeat(kind.maxNameLength() + 1)));
  }

  @Test
  void aProviderIsNamedByItsUrl() {
    OidcProvider provider =
        OidcProvider.of(
            Identifiers.ofProvider(ACCOUNT, "id.example.com/realms/a"),
            NOW,
            List.of("app"),
            List.of());
    assertEquals("arn:aws:iam::111122223333:oidc-provider/id.example.com/realms/a", provider.arn());
    assertEquals("https://id.example.com/realms/a", provider.url());
    assertEquals(provider.arn(), provider.id());
  }

  @Test
  void numbersOfVersionsDoNotComeBack() {
    Identifiers identifiers =
        Identifiers.of(ACCOUNT, Kind.POLICY, "ANPAAAAAAAAAAAAAAAAAA", "/", "p");
    ManagedPolicy policy =
        ManagedPolicy.of(identifiers, NOW, null, "one").adding("two", NOW).adding("three", NOW);
    ManagedPolicy next = policy.enforcing(2, NOW).dropping(3, NOW).dropping(1, NOW);
    assertEquals("two", next.inForce().document());
    assertEquals("v4", next.adding("four", NOW).versions().getLast().id());
    assertThrows(IllegalArgumentException.class, () -> next.dropping(2, NOW));
    assertThrows(IllegalArgumentException.class, () -> next.enforcing(3, NOW));
    ManagedPolicy full = policy.adding("four", NOW).adding("five", NOW);
    assertThrows(IllegalArgumentException.class, () -> full.adding("six", NOW));
  }
}
