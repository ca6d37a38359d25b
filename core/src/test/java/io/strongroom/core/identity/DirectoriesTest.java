package io.strongroom.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.User;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The loop of changes, and how the first account comes into being. */
class DirectoriesTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final Directories strict =
      new Directories(store, Directories.Strangers.ABSENT, () -> NOW);
  private final Directories welcoming =
      new Directories(store, Directories.Strangers.WELCOME, () -> NOW);

  private static Group group(String id, String name) {
    return Group.of(Identifiers.of(ACCOUNT, Kind.GROUP, "AGPA" + id.repeat(17), "/", name), NOW);
  }

  @Test
  void anAccountThatIsWelcomeIsStoredWithItsFirstChange() {
    assertNull(strict.of(ACCOUNT).account());
    assertNotNull(welcoming.of(ACCOUNT).account());
    assertEquals(0, store.directory(ACCOUNT).revision());
    Group group = group("A", "admins");
    var _ =
        welcoming.update(
            ACCOUNT, before -> Decision.of(DirectoryChange.of(before).putting(group), ""));
    assertEquals(group, strict.of(ACCOUNT).named(Group.class, "Admins"));
    Account account = strict.of(ACCOUNT).account();
    assertEquals(Account.unnamed(ACCOUNT, Account.Standing.MEMBER, NOW), account);
  }

  @Test
  void aDecisionThatIsOvertakenIsMadeAgain() {
    AtomicInteger attempts = new AtomicInteger();
    int seen =
        welcoming.update(
            ACCOUNT,
            before -> {
              if (attempts.incrementAndGet() == 1) {
                var _ =
                    welcoming.update(
                        ACCOUNT,
                        other ->
                            Decision.of(DirectoryChange.of(other).putting(group("B", "b")), ""));
              }
              DirectoryChange change = DirectoryChange.of(before).putting(group("A", "a"));
              return Decision.of(change, before.count(Kind.GROUP));
            });
    assertEquals(2, attempts.get());
    assertEquals(1, seen);
    assertEquals(2, store.directory(ACCOUNT).count(Kind.GROUP));
  }

  @Test
  void whoIsAlwaysOvertakenIsTold() {
    AtomicInteger turn = new AtomicInteger();
    ServiceException e =
        assertThrows(
            ServiceException.class,
            () ->
                welcoming.update(
                    ACCOUNT,
                    before -> {
                      Group mine = group("A", "a");
                      DirectoryChange change = DirectoryChange.of(before).putting(mine);
                      Group theirs = group("B", "b" + turn.incrementAndGet());
                      var _ = store.commit(DirectoryChange.of(before).putting(theirs));
                      return Decision.of(change, "");
                    }));
    assertEquals(ErrorCode.THROTTLING, e.code());
    assertEquals(Directories.MAX_ATTEMPTS, turn.get());
  }

  @Test
  void theFirstAccountHasAnAdministratorWithAKey() {
    Random random = new Random(1);
    StoreId id = StoreId.parse("6f2c1f0e-8a53-4a57-9d8e-1b2f3c4d5e6f");
    try (Keyring keyring = Keyring.of(RootKey.generate(random::nextBytes), id, random::nextBytes)) {
      Credentials credentials = new Credentials(keyring);
      try (var secret =
          Founding.found(store, credentials, ACCOUNT, NOW, random::nextBytes).secret()) {
        assertEquals(40, secret.length());
      }
      User administrator = store.directory(ACCOUNT).named(User.class, "administrator");
      assertNotNull(administrator);
      assertEquals(
          List.of(AwsManagedPolicies.ADMINISTRATOR_ACCESS), administrator.policies().attached());
      String key = store.directory(ACCOUNT).keysOf(administrator.id()).getFirst().id();
      assertNotNull(strict.accessKey(key));
      assertThrows(
          IllegalStateException.class,
          () -> Founding.found(store, credentials, ACCOUNT, NOW, random::nextBytes));
      var _ =
          strict.update(
              ACCOUNT,
              before -> Decision.of(DirectoryChange.of(before).removing(administrator), ""));
      assertNull(strict.accessKey(key));
    }
  }
}
