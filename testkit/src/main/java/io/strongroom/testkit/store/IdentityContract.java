package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleIdentities.ACCOUNT;
import static io.strongroom.testkit.store.SampleIdentities.NOW;
import static io.strongroom.testkit.store.SampleIdentities.account;
import static io.strongroom.testkit.store.SampleIdentities.change;
import static io.strongroom.testkit.store.SampleIdentities.key;
import static io.strongroom.testkit.store.SampleIdentities.user;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.identity.Decision;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every store must do with accounts, identities and access keys. */
abstract class IdentityContract {
  private static final AccountId OTHER = new AccountId("444455556666");
  private static final Region REGION = new Region("us-east-1");

  abstract Store store();

  private Directory directory() {
    return store().directory(ACCOUNT);
  }

  private User stored(String name) {
    return Objects.requireNonNull(directory().named(User.class, name), name);
  }

  @Test
  void anAccountThatNobodyMadeIsEmptyAndAbsent() {
    assertNull(directory().account());
    assertEquals(0, directory().revision());
    assertEquals(0, directory().count(Kind.USER));
    assertEquals(List.of(), store().accounts(null, 10));
    DirectoryChange unregistered = DirectoryChange.of(directory()).putting(user("ann"));
    assertThrows(IllegalArgumentException.class, () -> store().commit(unregistered));
  }

  @Test
  void everythingComesBackAsItWas() {
    List<Identity> full = SampleIdentities.full();
    change(store(), ACCOUNT, change -> change.putting(full));
    for (Identity each : full) {
      assertEquals(each, directory().find(each.id()));
      assertEquals(each, directory().withArn(each.arn()));
    }
    assertEquals(account(ACCOUNT), directory().account());
    assertEquals(1, directory().revision());
  }

  @Test
  @DisplayName("PRM-5: a change is seen at once")
  void aChangeIsSeenAtOnce() {
    assertEquals(0, directory().revision());
    for (int i = 1; i <= 20; i++) {
      String name = "user-" + i;
      Directory now = change(store(), ACCOUNT, change -> change.putting(user(name)));
      assertEquals(i, now.revision());
      assertEquals(i, directory().revision());
      assertEquals(i, directory().count(Kind.USER));
      assertNotNull(directory().named(User.class, name));
    }
  }

  @Test
  @DisplayName("PRM-2: of two changes of one revision one is stale and leaves nothing")
  void ofTwoChangesOfOneRevisionOneIsStale() {
    change(store(), ACCOUNT, change -> change.putting(user("ann")));
    DirectoryChange first = DirectoryChange.of(directory()).putting(user("bob"));
    User carl = user("carl");
    DirectoryChange second =
        DirectoryChange.of(directory()).putting(carl).putting(key("AKIACARL", carl.id()));
    assertInstanceOf(DirectoryCommit.Done.class, store().commit(first));
    assertInstanceOf(DirectoryCommit.Stale.class, store().commit(second));
    assertNull(directory().named(User.class, "carl"));
    assertNull(store().accessKey("AKIACARL"));
    assertFalse(store().wasIssued("AKIACARL"));
    assertInstanceOf(
        DirectoryCommit.Stale.class, store().commit(DirectoryChange.ofNew(account(ACCOUNT))));
  }

  @Test
  void namesMayBeSwappedAndGivenOn() {
    change(store(), ACCOUNT, change -> change.putting(user("ann"), user("bob")));
    User ann = stored("ann");
    User bob = stored("bob");
    change(
        store(),
        ACCOUNT,
        change -> change.putting(ann.renamed("/", "BOB"), bob.renamed("/", "Ann")));
    assertEquals(bob.id(), stored("ann").id());
    assertEquals(ann.id(), stored("bob").id());
    User next = user("ann");
    change(store(), ACCOUNT, change -> change.removing(stored("ann")).putting(next));
    assertEquals(next, stored("ann"));
    assertNull(directory().find(bob.id()));
  }

  @Test
  void oneNameMayBeOfOneOfEachKindAndInEachAccount() {
    change(
        store(),
        ACCOUNT,
        change ->
            change.putting(
                user("same"), Role.of(SampleIdentities.named(Kind.ROLE, "same"), NOW, "{}")));
    change(store(), OTHER, change -> change);
    assertNull(store().directory(OTHER).named(User.class, "same"));
    assertEquals(1, store().directory(OTHER).revision());
    assertEquals(1, directory().revision());
    assertNotNull(directory().named(Role.class, "SAME"));
  }

  @Test
  void accessKeysComeBackAsTheyWere() {
    User ann = user("ann");
    AccessKey root = key("AKIAROOT", ACCOUNT.digits());
    AccessKey key =
        new AccessKey(
            "AKIAANN",
            ACCOUNT,
            ann.id(),
            AccessKey.Status.INACTIVE,
            NOW,
            Long.MAX_VALUE,
            new byte[] {4});
    change(store(), ACCOUNT, change -> change.putting(ann).putting(root).putting(key));
    for (AccessKey expected : List.of(root, key)) {
      assertSame(expected, store().accessKey(expected.id()));
      assertSame(expected, directory().keysOf(expected.owner()).get(0));
    }
    assertNull(store().accessKey("AKIANONE"));
    AccessKey turned = root.turned(AccessKey.Status.INACTIVE);
    change(store(), ACCOUNT, change -> change.putting(turned));
    assertSame(turned, store().accessKey("AKIAROOT"));
    assertSame(turned, directory().key("AKIAROOT"));
  }

  private static void assertSame(AccessKey expected, @Nullable AccessKey found) {
    assertNotNull(found);
    assertEquals(expected.toString(), found.toString());
    assertEquals(expected.created(), found.created());
    assertArrayEquals(expected.sealedSecret(), found.sealedSecret());
  }

  @Test
  void theKeysOfADeletedUserAreGoneForEver() {
    User ann = user("ann");
    change(store(), ACCOUNT, change -> change.putting(ann).putting(key("AKIA1", ann.id())));
    assertTrue(store().wasIssued("AKIA1"));
    change(store(), ACCOUNT, change -> change.removing(ann));
    assertNull(store().accessKey("AKIA1"));
    assertNull(directory().key("AKIA1"));
    assertTrue(store().wasIssued("AKIA1"));
    assertFalse(store().wasIssued("AKIA2"));
    User next = user("ann");
    DirectoryChange again =
        DirectoryChange.of(directory()).putting(next).putting(key("AKIA1", next.id()));
    assertInstanceOf(DirectoryCommit.KeyIdTaken.class, store().commit(again));
    assertNull(directory().named(User.class, "ann"));
  }

  @Test
  void accessKeyIdsAreUniqueAcrossAccounts() {
    change(store(), ACCOUNT, change -> change.putting(key("AKIA1", ACCOUNT.digits())));
    AccessKey same =
        new AccessKey(
            "AKIA1", OTHER, OTHER.digits(), AccessKey.Status.ACTIVE, NOW, 1, new byte[] {9});
    DirectoryChange taking = DirectoryChange.ofNew(account(OTHER)).putting(same);
    assertInstanceOf(DirectoryCommit.KeyIdTaken.class, store().commit(taking));
    assertNull(store().directory(OTHER).account());
    AccessKey found = store().accessKey("AKIA1");
    assertNotNull(found);
    assertEquals(ACCOUNT, found.account());
  }

  @Test
  void addressesOfAccountsAreUniqueIgnoringCase() {
    Account first = withEmail(ACCOUNT, "Ops@example.com");
    assertInstanceOf(DirectoryCommit.Done.class, store().commit(DirectoryChange.ofNew(first)));
    DirectoryChange same = DirectoryChange.ofNew(withEmail(OTHER, "ops@EXAMPLE.com"));
    assertInstanceOf(DirectoryCommit.EmailTaken.class, store().commit(same));
    assertEquals(ACCOUNT, store().accountWithEmail("OPS@example.com"));
    change(store(), ACCOUNT, change -> change.registering(withEmail(ACCOUNT, "other@example.com")));
    assertNull(store().accountWithEmail("ops@example.com"));
    assertInstanceOf(DirectoryCommit.Done.class, store().commit(same));
    assertEquals(OTHER, store().accountWithEmail("ops@example.com"));
  }

  private static Account withEmail(AccountId id, String email) {
    return new Account(
        id, "name", email, null, Account.Standing.MEMBER, Account.Status.ACTIVE, NOW);
  }

  @Test
  void accountsAreListedInTheOrderOfTheirNumbers() {
    List<AccountId> ids = new ArrayList<>();
    for (int i = 9; i > 0; i--) {
      AccountId id = new AccountId("00000000000" + i);
      change(store(), id, change -> change);
      ids.addFirst(id);
    }
    List<AccountId> listed = new ArrayList<>();
    List<Account> page = store().accounts(null, 4);
    while (!page.isEmpty()) {
      page.forEach(each -> listed.add(each.id()));
      page = store().accounts(page.getLast().id(), 4);
    }
    assertEquals(ids, listed);
  }

  @Test
  void lastUsesAreKeptOfKeysAndRolesThatExist() {
    Role role = Role.of(SampleIdentities.named(Kind.ROLE, "deploy"), NOW, "{}");
    AccessKey key = key("AKIA1", ACCOUNT.digits());
    change(store(), ACCOUNT, change -> change.putting(role).putting(key));
    Subject ofKey = new Subject(ACCOUNT, "AKIA1");
    Subject ofRole = new Subject(ACCOUNT, role.id());
    Subject elsewhere = new Subject(OTHER, "AKIA1");
    assertNull(store().lastUse(ofKey));
    LastUse use = new LastUse(NOW, REGION, "secretsmanager");
    store().storeUses(Map.of(ofKey, use, ofRole, use, elsewhere, use));
    assertEquals(use, store().lastUse(ofKey));
    assertEquals(use, store().lastUse(ofRole));
    assertNull(store().lastUse(elsewhere));
    LastUse later = new LastUse(NOW.plusSeconds(60), REGION, "iam");
    store().storeUses(Map.of(ofKey, later));
    assertEquals(later, store().lastUse(ofKey));
    change(store(), ACCOUNT, change -> change.removing(role).removing(key));
    assertNull(store().lastUse(ofKey));
    assertNull(store().lastUse(ofRole));
  }

  @Test
  @DisplayName("PRM-2: no change is lost when many change one account")
  void noChangeIsLostWhenManyChangeOneAccount() throws Exception {
    change(store(), ACCOUNT, change -> change);
    int threads = 4;
    int each = 15;
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String prefix = "user-" + thread + "-";
        running.add(executor.submit(() -> addUsers(prefix, each)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
    assertEquals(threads * each, directory().count(Kind.USER));
    assertEquals(1 + threads * each, directory().revision());
  }

  private void addUsers(String prefix, int count) {
    Directories directories =
        new Directories(store(), Directories.Strangers.ABSENT, InstantSource.system());
    for (int i = 0; i < count; i++) {
      User user = user(prefix + i);
      Integer seen =
          directories.update(
              ACCOUNT,
              before ->
                  Decision.of(DirectoryChange.of(before).putting(user), before.count(Kind.USER)));
      assertTrue(seen < store().directory(ACCOUNT).count(Kind.USER));
    }
  }
}
