package io.strongroom.iam.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is found under which name, and whom a key speaks for. */
class DirectoryTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Account REGISTERED = Account.unnamed(ACCOUNT, Account.Standing.MEMBER, NOW);
  private static final String ANN = "AIDAAAAAAAAAAAAAAAAAA";

  private static Identifiers named(String id, String path, String name) {
    return new Identifiers(ACCOUNT, Kind.USER, id, path, name);
  }

  private static AccessKey key(String id, String owner) {
    return new AccessKey(id, ACCOUNT, owner, AccessKey.Status.ACTIVE, NOW, 1, new byte[] {1});
  }

  private static Directory withAnn() {
    return DirectoryChange.ofNew(REGISTERED)
        .putting(User.of(named(ANN, "/team/", "Ann"), NOW))
        .putting(key("AKIA1", ANN))
        .after();
  }

  @Test
  void aKeySpeaksForItsUserByWhateverNameThatHas() {
    Directory directory = withAnn();
    User ann = directory.named(User.class, "ann");
    assertNotNull(ann);
    assertEquals(
        new Principal.User(ACCOUNT, ANN, "/team/", "Ann"), directory.principal(key("AKIA1", ANN)));
    Directory renamed = DirectoryChange.of(directory).putting(ann.renamed("/", "Anna")).after();
    assertEquals(
        new Principal.User(ACCOUNT, ANN, "/", "Anna"), renamed.principal(key("AKIA1", ANN)));
    assertNull(renamed.named(User.class, "ann"));
  }

  @Test
  void theKeysOfADeletedUserSpeakForNobody() {
    Directory directory = withAnn();
    User ann = directory.named(User.class, "ANN");
    assertNotNull(ann);
    DirectoryChange change = DirectoryChange.of(directory).removing(ann);
    assertEquals(List.of("AKIA1"), change.keyRemovals());
    assertEquals(List.of(ANN), change.removals());
    assertNull(change.after().principal(key("AKIA1", ANN)));
    Directory again =
        change.putting(User.of(named("AIDABBBBBBBBBBBBBBBBB", "/team/", "Ann"), NOW)).after();
    assertNull(again.principal(key("AKIA1", ANN)));
  }

  @ParameterizedTest
  @CsvSource({"ACTIVE, true", "SUSPENDED, false", "PENDING_CLOSURE, false"})
  void keysWorkInActiveAccountsOnly(Account.Status status, boolean works) {
    Directory directory =
        DirectoryChange.of(withAnn()).registering(REGISTERED.turned(status)).after();
    assertEquals(works, directory.principal(key("AKIA1", ANN)) != null);
  }

  @Test
  void keysOfTheRootSpeakForTheAccount() {
    AccessKey key = key("AKIA2", ACCOUNT.digits());
    Directory directory = DirectoryChange.ofNew(REGISTERED).putting(key).after();
    assertEquals(new Principal.Root(ACCOUNT), directory.principal(key));
    assertNull(Directory.empty(ACCOUNT).principal(key));
  }

  @Test
  void namesAreUniqueIgnoringCaseAndCanBeSwapped() {
    User bob = User.of(named("AIDABBBBBBBBBBBBBBBBB", "/", "bob"), NOW);
    Directory directory = DirectoryChange.of(withAnn()).putting(bob).after();
    User ann = directory.find(User.class, ANN);
    assertNotNull(ann);
    DirectoryChange change = DirectoryChange.of(directory);
    assertThrows(IllegalArgumentException.class, () -> change.putting(bob.renamed("/", "ANN")));
    Directory swapped =
        change.putting(List.of(ann.renamed("/", "bob"), bob.renamed("/", "ann"))).after();
    assertEquals(ANN, assertUser(swapped, "bob").id());
    assertEquals(bob.id(), assertUser(swapped, "ann").id());
  }

  private static User assertUser(Directory directory, String name) {
    User user = directory.named(User.class, name);
    assertNotNull(user);
    return user;
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:user/team/Ann, true",
    "arn:aws:iam::111122223333:user/team/ann, false",
    "arn:aws:iam::111122223333:user/Ann, false",
    "arn:aws:iam::444455556666:user/team/Ann, false",
    "arn:aws:iam::111122223333:role/team/Ann, false",
    "arn:aws:iam::111122223333:root, false",
    "arn:aws:sts::111122223333:user/team/Ann, false",
    "arn:aws:iam::111122223333:oidc-provider/id.example.com/realms/A, true",
    "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole, true",
    "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole, false",
    "Ann, false",
  })
  void arnsAreMatchedToTheLetter(String arn, boolean found) {
    Identifiers provider = Identifiers.ofProvider(ACCOUNT, "id.example.com/realms/A");
    Directory directory =
        DirectoryChange.of(withAnn())
            .putting(OidcProvider.of(provider, NOW, List.of("app"), List.of()))
            .after();
    Identity identity = directory.withArn(arn);
    assertEquals(found, identity != null);
    if (identity != null) {
      assertEquals(arn, identity.arn());
    }
  }

  @Test
  void whatIsDamagedIsNotAbsent() {
    Directory directory =
        Directory.of(
            REGISTERED,
            7,
            List.of(),
            List.of(key("AKIA1", ANN)),
            List.of(new Directory.Damaged(Kind.USER, ANN, "ann")));
    assertThrows(DamagedIdentityException.class, () -> directory.find(ANN));
    assertThrows(DamagedIdentityException.class, () -> directory.named(User.class, "Ann"));
    assertThrows(DamagedIdentityException.class, () -> directory.principal(key("AKIA1", ANN)));
    assertThrows(
        DamagedIdentityException.class,
        () -> directory.withArn("arn:aws:iam::111122223333:user/team/Ann"));
    User other = User.of(named("AIDABBBBBBBBBBBBBBBBB", "/", "ann"), NOW);
    DirectoryChange change = DirectoryChange.of(directory);
    assertThrows(DamagedIdentityException.class, () -> change.putting(other));
    assertNull(directory.named(Role.class, "ann"));
    assertEquals(List.of(), directory.list(User.class, "/", null, 10));
    assertEquals(1, directory.count(Kind.USER));
  }

  @Test
  void keysAndIdentitiesOfOthersAreRefused() {
    DirectoryChange change = DirectoryChange.of(withAnn());
    Identifiers elsewhere =
        new Identifiers(
            new AccountId("444455556666"), Kind.USER, "AIDABBBBBBBBBBBBBBBBB", "/", "bob");
    assertThrows(IllegalArgumentException.class, () -> change.putting(User.of(elsewhere, NOW)));
    assertThrows(
        IllegalArgumentException.class,
        () -> change.putting(key("AKIA2", "AIDABBBBBBBBBBBBBBBBB")));
    assertTrue(change.isEmpty());
  }

  @Test
  void aChangeOfOneKindSharesTheMapsOfAllOthers() {
    List<User> users = new ArrayList<>();
    for (int i = 0; i < Quotas.USERS; i++) {
      byte[] bytes = new byte[Kind.RANDOM_LENGTH];
      bytes[0] = (byte) i;
      bytes[1] = (byte) (i >> 5);
      bytes[2] = (byte) (i >> 10);
      users.add(User.of(named(Kind.USER.idOf(bytes), "/", "user-" + i), NOW));
    }
    Directory full = DirectoryChange.ofNew(REGISTERED).putting(users).after();
    assertEquals(Quotas.USERS, full.count(Kind.USER));
    Identifiers group = new Identifiers(ACCOUNT, Kind.GROUP, "AGPAAAAAAAAAAAAAAAAAA", "/", "all");
    Directory next = DirectoryChange.of(full).putting(Group.of(group, NOW)).after();
    assertTrue(full.sharesWith(next, Kind.USER));
  }
}
