package io.strongroom.core.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records read back as what was written, or not at all. */
class IdentityRecordTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final String POLICY = "arn:aws:iam::111122223333:policy/p";

  private static Identifiers named(Kind kind, String prefix, String name) {
    return Identifiers.of(ACCOUNT, kind, prefix + "ABCDEFGHIJKLMNOPQ", "/team/", name);
  }

  static Stream<Identity> identities() {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put("z", "1");
    tags.put("a", "\"\\\n");
    Policies policies =
        Policies.NONE
            .putting("z", "{ }")
            .putting("a", "[\"\"]")
            .attaching(POLICY)
            .attaching(AwsManagedPolicies.ADMINISTRATOR_ACCESS);
    Group group = Group.of(named(Kind.GROUP, "AGPA", "Admins"), NOW);
    User user = User.of(named(Kind.USER, "AIDA", "Ann"), NOW);
    Role role = Role.of(named(Kind.ROLE, "AROA", "deploy"), NOW, "{\"a\": 1}");
    ManagedPolicy policy = ManagedPolicy.of(named(Kind.POLICY, "ANPA", "P"), NOW, null, "{}");
    return Stream.of(
        group,
        group.with(policies),
        user,
        user.with(policies).bounded(POLICY).joining(group).tagged(tags),
        role,
        role.described("text", Duration.ofHours(2)).with(policies).bounded(POLICY).tagged(tags),
        policy,
        policy
            .adding("two", NOW)
            .adding("three", NOW.plusMillis(1))
            .enforcing(2, NOW.plusMillis(2))
            .dropping(3, NOW.plusMillis(3))
            .tagged(tags),
        OidcProvider.of(
                Identifiers.ofProvider(ACCOUNT, "id.example.com/a"),
                NOW,
                List.of("app"),
                List.of("00"))
            .tagged(tags));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void identitiesReadBackAsWritten(Identity identity) {
    assertEquals(identity, IdentityRecordReader.identity(IdentityRecord.write(identity)));
  }

  @Test
  void theOrderOfTagsAndPoliciesIsKept() {
    User user = (User) identities().filter(each -> each instanceof User).skip(1).findFirst().get();
    User read = (User) IdentityRecordReader.identity(IdentityRecord.write(user));
    assertEquals(List.of("z", "a"), List.copyOf(read.tags().keySet()));
    assertEquals(List.of("z", "a"), List.copyOf(read.policies().inline().keySet()));
  }

  @Test
  void accountsReadBackAsWritten() {
    for (Account.Status status : Account.Status.values()) {
      for (String email : List.of("", "a@b.example")) {
        @Nullable String address = email.isEmpty() ? null : email;
        Account account =
            new Account(ACCOUNT, "Näme", address, address, Account.Standing.MEMBER, status, NOW);
        assertEquals(account, IdentityRecordReader.account(IdentityRecord.write(account)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("identities")
  void noPartOfARecordIsARecord(Identity identity) {
    byte[] whole = IdentityRecord.write(identity);
    String text = new String(whole, UTF_8);
    for (int length = 0; length < whole.length; length += 7) {
      assertDamaged(text.substring(0, Math.min(length, text.length() - 1)));
    }
    assertDamaged(text + "{}");
    assertDamaged(text.replace("\"format\":1", "\"format\":2"));
    assertDamaged(text.replace("\"format\":1", "\"format\":1,\"format\":1"));
    assertDamaged(text.replace("\"format\":1", "\"format\":1,\"more\":1"));
    assertDamaged(text.replace("\"name\":", "\"nome\":"));
    assertDamaged(text.replace("\"created\":", "\"created\":null,\"x\":"));
    assertDamaged(text.replace("\"account\":\"", "\"account\":\"x"));
    assertDamaged(text.replace("\"path\":\"/", "\"path\":\"x/"));
  }

  private static void assertDamaged(String record) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> IdentityRecordReader.identity(record.getBytes(UTF_8)),
            record);
    assertFalse(String.valueOf(e.getMessage()).contains("Ann"));
  }

  @Test
  void theExamplesOnThePageAreRecords() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "formats", "identity-record.md"));
    int examples = 0;
    int start = page.indexOf("```json");
    while (start >= 0) {
      int end = page.indexOf("```", start + 7);
      byte[] example = page.substring(start + 7, end).getBytes(UTF_8);
      byte[] written =
          page.substring(start, end).contains("\"kind\"")
              ? IdentityRecord.write(IdentityRecordReader.identity(example))
              : IdentityRecord.write(IdentityRecordReader.account(example));
      assertEquals(
          new String(example, UTF_8).replaceAll("\\s", ""),
          new String(written, UTF_8).replaceAll("\\s", ""));
      examples++;
      start = page.indexOf("```json", end);
    }
    assertTrue(examples >= 4);
  }
}
