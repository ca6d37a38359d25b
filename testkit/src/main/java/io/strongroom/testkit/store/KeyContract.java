package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleKeys.alias;
import static io.strongroom.testkit.store.SampleKeys.full;
import static io.strongroom.testkit.store.SampleKeys.inserting;
import static io.strongroom.testkit.store.SampleKeys.key;
import static io.strongroom.testkit.store.SampleKeys.material;
import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyCommit;
import io.strongroom.core.key.KeyRotation;
import io.strongroom.core.key.KeyState;
import io.strongroom.core.key.KeyStore;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.key.Material;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link KeyStore} must do. */
public abstract class KeyContract {
  private static final AccountId OTHER_ACCOUNT = new AccountId("444455556666");
  private static final Region OTHER_REGION = new Region("us-east-1");
  private static final int AT_ONCE = 8;

  /** Returns the store that the running test works on. */
  protected abstract KeyStore store();

  private Key insert(Key key) {
    assertEquals(KeyCommit.DONE, store().commit(inserting(key, null)));
    return stored(key);
  }

  private Key stored(Key key) {
    return Objects.requireNonNull(store().key(key.id()));
  }

  private KeyCommit update(Key next) {
    return store().commit(new KeyWrite.Update(next, null));
  }

  private Alias add(Key key, String name) {
    Alias alias = alias(key, name);
    assertEquals(KeyCommit.DONE, store().commit(new KeyWrite.AddAlias(alias, key)));
    return alias;
  }

  @Test
  void anInsertedKeyIsFoundAsItWasWithRevisionOne() {
    Key fresh = full(1);
    assertEquals(KeyCommit.DONE, store().commit(inserting(fresh, "a")));
    assertEquals(fresh.revised(1), stored(fresh));
    assertEquals(alias(fresh, "a"), store().alias(ACCOUNT, REGION, "alias/a"));
    assertArrayEquals(material(3).wrapped(), store().wrapped(fresh.id(), 3));
    assertNull(store().wrapped(fresh.id(), 1));
    assertNull(store().wrapped(SampleKeys.id(2), 3));
  }

  @Test
  void anIdOrAnAliasIsTakenOnce() {
    store().commit(inserting(key(1), "a"));
    assertEquals(KeyCommit.TAKEN, store().commit(inserting(key(1), null)));
    assertEquals(KeyCommit.TAKEN, store().commit(inserting(key(2), "a")));
    assertNull(store().key(SampleKeys.id(2)));
    assertNull(store().wrapped(SampleKeys.id(2), 1));
  }

  @Test
  void anAliasBelongsToItsAccountAndRegion() {
    store().commit(inserting(key(1), "a"));
    assertNull(store().alias(OTHER_ACCOUNT, REGION, "alias/a"));
    assertNull(store().alias(ACCOUNT, OTHER_REGION, "alias/a"));
    assertNull(store().alias(ACCOUNT, REGION, "alias/A"));
    Key there = key(ACCOUNT, OTHER_REGION, 2);
    assertEquals(KeyCommit.DONE, store().commit(inserting(there, "a")));
    assertEquals(
        there.id(),
        Objects.requireNonNull(store().alias(ACCOUNT, OTHER_REGION, "alias/a")).keyId());
  }

  @Test
  void anUpdateNeedsTheRevisionItWasBasedOn() {
    Key before = insert(key(1));
    assertEquals(KeyCommit.DONE, update(before.describing("two")));
    assertEquals(KeyCommit.STALE, update(before.describing("three")));
    assertEquals(before.describing("two").revised(2), stored(before));
    assertEquals(KeyCommit.STALE, update(key(2)));
  }

  @Test
  void aNewMaterialIsKeptBesideTheOldOne() {
    Key before = insert(key(1));
    Key next = before.rotated(Material.Origin.ON_DEMAND, NOW);
    assertEquals(KeyCommit.DONE, store().commit(new KeyWrite.Update(next, material(2))));
    assertArrayEquals(material(1).wrapped(), store().wrapped(before.id(), 1));
    assertArrayEquals(material(2).wrapped(), store().wrapped(before.id(), 2));
  }

  @Test
  @DisplayName("the materials and aliases of a destroyed key go with it, and nobody else's")
  void aDestroyedKeyLeavesNothing() {
    Key key = insert(key(1));
    Key other = insert(key(2));
    add(key, "a");
    add(other, "b");
    store().countUses(key.id(), 1, 5);
    assertEquals(KeyCommit.STALE, store().commit(new KeyWrite.Destroy(key.revised(9))));
    assertEquals(KeyCommit.DONE, store().commit(new KeyWrite.Destroy(key)));
    assertNull(store().key(key.id()));
    assertNull(store().wrapped(key.id(), 1));
    assertNull(store().alias(ACCOUNT, REGION, "alias/a"));
    assertEquals(List.of(), store().aliasesOf(key.id(), "", 9));
    assertEquals(0, store().countUses(key.id(), 1, 5));
    assertEquals(List.of(other), store().keys(ACCOUNT, REGION, "", 9));
    assertEquals(1, store().aliasesOf(other.id(), "", 9).size());
  }

  @Test
  void anAliasMovesFromWhereItIs() {
    Key one = insert(key(1));
    Key two = insert(key(2));
    Alias before = add(one, "a");
    Alias after = before.naming(two.id(), NOW.plusMillis(5));
    assertEquals(
        KeyCommit.STALE, store().commit(new KeyWrite.MoveAlias(before, after, two.revised(7))));
    assertEquals(KeyCommit.DONE, store().commit(new KeyWrite.MoveAlias(before, after, two)));
    assertEquals(KeyCommit.STALE, store().commit(new KeyWrite.MoveAlias(before, after, two)));
    assertEquals(after, store().alias(ACCOUNT, REGION, "alias/a"));
    assertEquals(KeyCommit.STALE, store().commit(new KeyWrite.DropAlias(before)));
    assertEquals(KeyCommit.DONE, store().commit(new KeyWrite.DropAlias(after)));
    assertNull(store().alias(ACCOUNT, REGION, "alias/a"));
    assertEquals(KeyCommit.STALE, store().commit(new KeyWrite.DropAlias(after)));
  }

  @Test
  void anAliasNeedsItsKeyAsItWas() {
    Key key = insert(key(1));
    Alias alias = alias(key, "a");
    assertEquals(KeyCommit.STALE, store().commit(new KeyWrite.AddAlias(alias, key.revised(2))));
    assertEquals(KeyCommit.DONE, store().commit(new KeyWrite.AddAlias(alias, key)));
    assertEquals(KeyCommit.TAKEN, store().commit(new KeyWrite.AddAlias(alias, key)));
  }

  @Test
  void listsGoOnBehindWhereTheyStopped() {
    IntStream.rangeClosed(1, 5).forEach(n -> insert(key(n)));
    insert(key(OTHER_ACCOUNT, REGION, 6));
    insert(key(ACCOUNT, OTHER_REGION, 7));
    assertEquals(List.of(1, 2), numbers(store().keys(ACCOUNT, REGION, "", 2)));
    assertEquals(List.of(3, 4, 5), numbers(store().keys(ACCOUNT, REGION, SampleKeys.id(2), 9)));
    assertEquals(5, store().countKeys(ACCOUNT, REGION));
    assertEquals(1, store().countKeys(ACCOUNT, OTHER_REGION));
    assertEquals(0, store().countKeys(OTHER_ACCOUNT, OTHER_REGION));
    Key one = stored(key(1));
    Key two = stored(key(2));
    add(one, "a");
    add(two, "b");
    add(one, "c");
    assertEquals(List.of("alias/a", "alias/b"), names(store().aliases(ACCOUNT, REGION, "", 2)));
    assertEquals(List.of("alias/c"), names(store().aliases(ACCOUNT, REGION, "alias/b", 2)));
    assertEquals(List.of("alias/a", "alias/c"), names(store().aliasesOf(one.id(), "", 9)));
    assertEquals(List.of("alias/c"), names(store().aliasesOf(one.id(), "alias/a", 9)));
    assertEquals(List.of(), store().aliases(OTHER_ACCOUNT, REGION, "", 9));
  }

  private static List<Integer> numbers(List<Key> keys) {
    return keys.stream().map(key -> Integer.parseInt(key.id().substring(0, 8))).toList();
  }

  private static List<String> names(List<Alias> aliases) {
    return aliases.stream().map(Alias::name).toList();
  }

  @Test
  void whatIsDueIsFoundNotBeforeItsDate() {
    insert(key(1));
    insert(key(2).rotating(KeyRotation.from(NOW, 90)));
    insert(key(3).being(KeyState.PendingDeletion.from(NOW, 7)));
    insert(key(4).rotating(KeyRotation.from(NOW, 90)).being(new KeyState.Disabled()));
    Key deleted = stored(key(3));
    var date = Objects.requireNonNull(deleted.due());
    assertEquals(List.of(), store().dueKeys(date.minusMillis(1), 9));
    assertEquals(List.of(deleted), store().dueKeys(date, 9));
    var rotates = Objects.requireNonNull(stored(key(2)).due());
    assertEquals(2, store().dueKeys(rotates, 9).size());
    assertEquals(1, store().dueKeys(rotates, 1).size());
    update(deleted.being(new KeyState.Disabled()));
    assertEquals(List.of(2), numbers(store().dueKeys(rotates, 9)));
  }

  @Test
  @DisplayName("KEY-4: uses add up, whoever counts them")
  void usesAddUp() throws Exception {
    Key key = insert(key(1));
    assertEquals(0, store().countUses(key.id(), 2, 1));
    Callable<Long> count = () -> store().countUses(key.id(), 1, 10);
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Long> each : pool.invokeAll(java.util.Collections.nCopies(AT_ONCE, count))) {
        each.get();
      }
    }
    assertEquals(10 * AT_ONCE + 1, store().countUses(key.id(), 1, 1));
  }

  @Test
  void oneOfManyChangesOfARevisionWins() throws Exception {
    Key before = insert(key(1));
    Callable<KeyCommit> change = () -> update(before.describing("changed"));
    int done = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<KeyCommit> each :
          pool.invokeAll(java.util.Collections.nCopies(AT_ONCE, change))) {
        done += each.get() == KeyCommit.DONE ? 1 : 0;
      }
    }
    assertEquals(1, done);
    assertEquals(2, stored(before).revision());
  }
}
