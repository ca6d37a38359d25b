package io.strongroom.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.strongroom.core.store.MemoryStore;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.LastUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uses are seen at once, stored when they are flushed, and no more often than they differ. */
class LastUsesTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Region REGION = new Region("us-east-1");
  private static final Subject KEY = new Subject(ACCOUNT, "AKIA1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON.plusSeconds(17));
  private final MemoryStore store = new MemoryStore();
  private final LastUses uses = new LastUses(store, now::get);

  private static AccessKey key(String id) {
    return new AccessKey(
        id, ACCOUNT, ACCOUNT.digits(), AccessKey.Status.ACTIVE, NOON, 1, new byte[0]);
  }

  @BeforeEach
  void addKey() {
    var _ =
        store.commit(
            DirectoryChange.ofNew(Account.unnamed(ACCOUNT, Account.Standing.MEMBER, NOON))
                .putting(key("AKIA1")));
  }

  @Test
  void aFlushWritesEverythingHoweverMuchThereIs() {
    DirectoryChange change = DirectoryChange.of(store.directory(ACCOUNT));
    List<Subject> many = new ArrayList<>();
    for (int i = 0; i <= LastUses.BATCH; i++) {
      change = change.putting(key("AKIB" + i));
      many.add(new Subject(ACCOUNT, "AKIB" + i));
    }
    var _ = store.commit(change);
    many.forEach(subject -> uses.note(subject, REGION, "iam"));
    uses.flush();
    many.forEach(subject -> assertEquals(use(NOON, "iam"), store.lastUse(subject)));
  }

  private static LastUse use(Instant date, String service) {
    return new LastUse(date, REGION, service);
  }

  @Test
  void aUseIsSeenAtOnceAndStoredByAFlush() {
    assertNull(uses.of(KEY));
    uses.note(KEY, REGION, "iam");
    assertEquals(use(NOON, "iam"), uses.of(KEY));
    assertNull(store.lastUse(KEY));
    uses.flush();
    assertEquals(use(NOON, "iam"), store.lastUse(KEY));
    assertEquals(use(NOON, "iam"), new LastUses(store, now::get).of(KEY));
  }

  @Test
  void withinAMinuteOnlyAnotherServiceOrRegionIsNew() {
    uses.note(KEY, REGION, "iam");
    uses.flush();
    LastUse mark = use(NOON.minusSeconds(600), "mark");
    store.storeUses(Map.of(KEY, mark));
    now.set(NOON.plusSeconds(59));
    uses.note(KEY, REGION, "iam");
    uses.flush();
    assertEquals(mark, store.lastUse(KEY));
    uses.note(KEY, REGION, "sts");
    uses.flush();
    assertEquals(use(NOON, "sts"), store.lastUse(KEY));
    now.set(NOON.plusSeconds(60));
    uses.note(KEY, REGION, "sts");
    uses.flush();
    assertEquals(use(NOON.plusSeconds(60), "sts"), store.lastUse(KEY));
  }

  @Test
  void notesThatAreStoredAndOldAreDropped() {
    uses.note(KEY, REGION, "iam");
    uses.flush();
    LastUse other = use(NOON.plusSeconds(1), "other");
    store.storeUses(Map.of(KEY, other));
    assertEquals(use(NOON, "iam"), uses.of(KEY));
    now.set(NOON.plusSeconds(121));
    uses.flush();
    assertEquals(other, uses.of(KEY));
  }
}
