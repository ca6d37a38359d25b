package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.added;
import static io.strongroom.testkit.store.SampleSecrets.adding;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.scheduled;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;
import static io.strongroom.testkit.store.SampleSecrets.version;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.RotationRun.Trigger;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretRecord;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Store} must do. Each store's tests extend this class and say how an empty one
 * is made.
 */
public abstract class StoreContract {
  private static final AccountId OTHER_ACCOUNT = new AccountId("444455556666");
  private static final Region OTHER_REGION = new Region("us-east-1");
  private static final int RANDOM_RUNS = 20;
  private static final int RANDOM_STEPS = 150;

  private Store store = unopened();

  /** Returns a new store with nothing in it. */
  protected abstract Store open() throws Exception;

  @SuppressWarnings("NullAway") // JUnit calls openStore before anything looks
  private static Store unopened() {
    return null;
  }

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** Returns the store that the running test works on. */
  protected final Store store() {
    return store;
  }

  private Secret stored(Secret secret) {
    Secret found = store.find(secret.account(), secret.region(), secret.identity().name());
    return Objects.requireNonNull(found, "the secret is not there");
  }

  private void assertAbsent(Secret secret) {
    assertNull(store.find(secret.account(), secret.region(), secret.identity().name()));
  }

  private void done(List<SecretWrite> writes) {
    assertInstanceOf(Commit.Done.class, store.commit(writes));
  }

  private Secret insert(Secret secret) {
    done(inserting(secret));
    return stored(secret);
  }

  /** Returns all that a store keeps of a secret, as text. */
  static String text(Secret secret) {
    return new String(SecretRecord.write(secret), StandardCharsets.UTF_8);
  }

  private static List<String> names(List<Secret> secrets) {
    return secrets.stream().map(Secret::name).toList();
  }

  @Nested
  class Commits {

    @Test
    void anInsertedSecretIsFoundAsItWasWithRevisionOne() {
      Secret fresh = SampleSecrets.dated(secret("app/db"), 0, 5, 9L).describing("text", NOW);
      done(inserting(fresh));
      assertEquals(text(fresh.revised(1)), text(stored(fresh)));
    }

    @Test
    void anUpdatedSecretIsFoundAsItWasWithTheNextRevision() {
      Secret before = insert(secret("app/db"));
      Secret next = before.describing("other", NOW.plusSeconds(1));
      done(updating(next));
      assertEquals(text(next.revised(2)), text(stored(next)));
    }

    @Test
    void aDeletedSecretIsGone() {
      Secret before = insert(secret("app/db"));
      done(List.of(new SecretWrite.Delete(before)));
      assertAbsent(before);
    }

    @Test
    void anUnknownNameIsNotFound() {
      insert(secret("app/db"));
      assertAbsent(secret("app/d"));
      assertAbsent(secret("app/db2"));
      assertAbsent(secret("APP/DB"));
    }

    @Test
    void accountsAndRegionsShareNothing() {
      Secret here = insert(secret("app/db"));
      Secret there = insert(secret(OTHER_ACCOUNT, REGION, "app/db"));
      Secret elsewhere = insert(secret(ACCOUNT, OTHER_REGION, "app/db"));
      done(List.of(new SecretWrite.Delete(there)));
      assertAbsent(there);
      assertEquals(here.identity(), stored(here).identity());
      assertEquals(elsewhere.identity(), stored(elsewhere).identity());
    }

    @Test
    void anInsertUnderATakenNameStoresNothing() {
      Secret first = insert(secret("app/db"));
      Secret second = secret("app/db").describing("second", NOW);
      List<SecretWrite> writes = List.of(new SecretWrite.Insert(second, List.of(added(number()))));
      assertInstanceOf(Commit.NameTaken.class, store.commit(writes));
      assertEquals(text(first), text(stored(first)));
      assertNull(store.envelope(numbers.getLast()));
    }

    @Test
    void anUpdateOfAnOlderRevisionStoresNothing() {
      Secret first = insert(secret("app/db"));
      done(updating(first.describing("second", NOW)));
      List<SecretWrite> late =
          List.of(
              new SecretWrite.Update(
                  first.describing("late", NOW), List.of(added(number())), List.of()));
      assertInstanceOf(Commit.Stale.class, store.commit(late));
      assertEquals("second", stored(first).description());
      assertNull(store.envelope(numbers.getLast()));
    }

    @Test
    void aDeletionOfAnOlderRevisionDeletesNothing() {
      Secret first = insert(secret("app/db"));
      done(updating(first.describing("second", NOW)));
      assertInstanceOf(Commit.Stale.class, store.commit(List.of(new SecretWrite.Delete(first))));
      assertEquals("second", stored(first).description());
    }

    @Test
    void anUpdateOfANamesakeCreatedLaterIsStale() {
      Secret first = insert(secret("app/db"));
      done(List.of(new SecretWrite.Delete(first)));
      Secret second = insert(secret("app/db"));
      assertInstanceOf(Commit.Stale.class, store.commit(updating(first.describing("late", NOW))));
      assertInstanceOf(Commit.Stale.class, store.commit(List.of(new SecretWrite.Delete(first))));
      assertEquals(text(second), text(stored(second)));
    }

    @Test
    void aChangeOfASecretThatIsGoneIsStale() {
      Secret gone = secret("app/db").revised(1);
      assertInstanceOf(Commit.Stale.class, store.commit(updating(gone)));
      assertInstanceOf(Commit.Stale.class, store.commit(List.of(new SecretWrite.Delete(gone))));
    }

    @Test
    void nothingToStoreIsDone() {
      done(List.of());
    }

    @Test
    @DisplayName("PRM-2: one write that misses keeps all others out")
    void oneWriteThatMissesKeepsAllOthersOut() {
      Secret one = insert(secret("one"));
      Secret two = insert(secret("two"));
      done(updating(two.describing("faster", NOW)));
      List<SecretWrite> mixed =
          List.of(
              new SecretWrite.Insert(secret("three"), List.of(added(number()))),
              new SecretWrite.Update(
                  one.describing("changed", NOW), List.of(added(number())), List.of()),
              new SecretWrite.Delete(two));
      assertInstanceOf(Commit.Stale.class, store.commit(mixed));
      assertAbsent(secret("three"));
      assertEquals(text(one), text(stored(one)));
      assertEquals("faster", stored(two).description());
      numbers.forEach(number -> assertNull(store.envelope(number)));
    }

    @Test
    void severalWritesAreStoredTogether() {
      Secret one = insert(secret("one"));
      Secret two = insert(secret("two"));
      done(
          List.of(
              new SecretWrite.Delete(two),
              new SecretWrite.Update(one.describing("changed", NOW), List.of(), List.of()),
              new SecretWrite.Insert(secret(ACCOUNT, OTHER_REGION, "one"), List.of())));
      assertAbsent(two);
      assertEquals("changed", stored(one).description());
      assertEquals(1, stored(secret(ACCOUNT, OTHER_REGION, "one")).revision());
    }

    @Test
    void aNameFreedInACommitCanBeTakenInIt() {
      Secret old = insert(secret("app/db"));
      Secret fresh = secret("app/db").describing("fresh", NOW);
      done(List.of(new SecretWrite.Delete(old), new SecretWrite.Insert(fresh, List.of())));
      assertEquals(text(fresh.revised(1)), text(stored(fresh)));
    }

    @Test
    void theFirstMissOfACommitIsAnswered() {
      Secret one = insert(secret("one"));
      insert(secret("two"));
      List<SecretWrite> writes =
          List.of(
              new SecretWrite.Insert(secret("two"), List.of()),
              new SecretWrite.Update(one.revised(7), List.of(), List.of()));
      assertInstanceOf(Commit.NameTaken.class, store.commit(writes));
      assertInstanceOf(Commit.Stale.class, store.commit(writes.reversed()));
    }
  }

  private final List<Long> numbers = new ArrayList<>();

  private long number() {
    numbers.add(store.nextNumber());
    return numbers.getLast();
  }

  @Nested
  class Envelopes {

    @Test
    void numbersArePositiveAndGrow() {
      long[] drawn = LongStream.generate(() -> store.nextNumber()).limit(100).toArray();
      assertTrue(drawn[0] > 0);
      assertArrayEquals(LongStream.of(drawn).sorted().distinct().toArray(), drawn);
    }

    @Test
    void envelopesComeBackAsTheyWere() {
      long first = number();
      long second = number();
      Secret fresh = adding(adding(secret("app/db"), version(first)), version(second));
      done(List.of(new SecretWrite.Insert(fresh, List.of(added(first), added(second)))));
      assertEquals(added(first).envelope(), store.envelope(first));
      assertEquals(added(second).envelope(), store.envelope(second));
      assertNull(store.envelope(number()));
    }

    @Test
    void anUpdateAddsAndDropsEnvelopes() {
      long first = number();
      Secret fresh = adding(secret("app/db"), version(first));
      done(List.of(new SecretWrite.Insert(fresh, List.of(added(first)))));
      assertNotNull(store.envelope(first));
      long second = number();
      Secret next = adding(secretWithoutVersions(stored(fresh)), version(second));
      done(List.of(SecretWrite.replacing(stored(fresh), next, List.of(added(second)))));
      assertNull(store.envelope(first));
      assertEquals(added(second).envelope(), store.envelope(second));
    }

    @Test
    void allEnvelopesGoWithTheirSecret() {
      long first = number();
      long second = number();
      Secret fresh = adding(adding(secret("app/db"), version(first)), version(second));
      done(List.of(new SecretWrite.Insert(fresh, List.of(added(first), added(second)))));
      assertNotNull(store.envelope(first));
      done(List.of(new SecretWrite.Delete(stored(fresh))));
      assertNull(store.envelope(first));
      assertNull(store.envelope(second));
    }

    private static Secret secretWithoutVersions(Secret secret) {
      return secret.versioned(Versions.none(), NOW);
    }
  }

  @Nested
  class Deletions {

    @Test
    @DisplayName("OPS-7: a secret is due when its recovery window has ended, never earlier")
    void aSecretIsDueWhenItsWindowHasEnded() {
      Instant purge = NOW.plusSeconds(100);
      insert(scheduled(secret("due"), purge));
      insert(secret("in-use"));
      assertEquals(List.of(), names(store.due(purge.minusMillis(1), 10)));
      assertEquals(List.of("due"), names(store.due(purge, 10)));
    }

    @Test
    void dueSecretsOfAllAccountsAndRegionsAreFound() {
      insert(scheduled(secret("one"), NOW));
      insert(scheduled(secret(OTHER_ACCOUNT, REGION, "two"), NOW));
      insert(scheduled(secret(ACCOUNT, OTHER_REGION, "three"), NOW.minusSeconds(9)));
      Set<String> found = new HashSet<>(names(store.due(NOW, 10)));
      assertEquals(Set.of("one", "two", "three"), found);
      assertEquals(2, store.due(NOW, 2).size());
    }

    @Test
    void aRestoredOrPurgedSecretIsDueNoMore() {
      Secret one = insert(scheduled(secret("one"), NOW));
      Secret two = insert(scheduled(secret("two"), NOW));
      done(updating(one.living(Lifecycle.active(), NOW)));
      done(List.of(new SecretWrite.Delete(two)));
      assertEquals(List.of(), store.due(NOW.plusSeconds(1), 10));
    }

    @Test
    void aSecretThatIsDueIsWholeAndCanBeDeleted() {
      Secret one = insert(scheduled(secret("one"), NOW));
      Secret due = store.due(NOW, 1).getFirst();
      assertEquals(text(one), text(due));
      done(List.of(new SecretWrite.Delete(due)));
      assertAbsent(one);
    }
  }

  @Nested
  class RotationsDue {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";

    private Secret rotating(Secret secret, Instant due) {
      RotationConfig config =
          RotationConfig.of(new RotatedBy.Function(FUNCTION), null, NOW, null)
              .running(
                  RotationRun.begin(
                      new VersionId("00000000-0000-0000-0000-000000000009"), Trigger.REQUEST, due));
      return secret.rotating(config, NOW);
    }

    @Test
    void whatIsDueLongestComesFirst() {
      insert(rotating(secret("second"), NOW));
      insert(rotating(secret(OTHER_ACCOUNT, REGION, "first"), NOW.minusSeconds(1)));
      insert(rotating(secret("third"), NOW.plusMillis(1)));
      insert(secret("never"));
      assertEquals(List.of("first", "second"), names(store.dueRotations(NOW, 0, 10)));
      assertEquals(List.of("second"), names(store.dueRotations(NOW.plusSeconds(1), 1, 1)));
      assertEquals(List.of(), names(store.dueRotations(NOW.minusSeconds(2), 0, 10)));
    }

    @Test
    void aChangeOfTheRotationAloneCounts() {
      Secret one = insert(secret("one"));
      done(updating(rotating(one, NOW)));
      assertEquals(List.of("one"), names(store.dueRotations(NOW, 0, 10)));
      Secret running = stored(one);
      done(updating(running.rotating(Objects.requireNonNull(running.rotation()).disabled(), NOW)));
      assertEquals(List.of(), names(store.dueRotations(NOW, 0, 10)));
    }

    @Test
    @DisplayName("replicas and what is scheduled for deletion never rotate")
    void whatNeverRotates() {
      Secret replica = rotating(secret("replica"), NOW);
      insert(replica.replicated(new Replication.Replica(OTHER_REGION), NOW));
      insert(rotating(scheduled(secret("deleted"), NOW.plusSeconds(9)), NOW));
      assertEquals(List.of(), names(store.dueRotations(NOW.plusSeconds(5), 0, 10)));
    }
  }

  @Nested
  class Identities extends IdentityContract {
    @Override
    Store store() {
      return store;
    }
  }

  @Nested
  class Keys extends KeyContract {
    @Override
    protected Store store() {
      return store;
    }
  }

  @Nested
  class Functions extends FunctionContract {
    @Override
    protected Store store() {
      return store;
    }
  }

  @Nested
  class Scans extends ScanContract {
    @Override
    Store store() {
      return store;
    }
  }

  @Nested
  class Outbox extends OutboxContract {
    @Override
    protected Store store() {
      return store;
    }
  }

  @Nested
  class Concurrency extends ConcurrencyContract {
    @Override
    Store store() {
      return store;
    }
  }

  /** Every sequence of commits has the effect that it has on the reference store. */
  @TestFactory
  Stream<DynamicTest> anyCommitsDoWhatTheyDoToTheReference() {
    return LongStream.range(0, RANDOM_RUNS)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed,
                    () -> {
                      try (Store subject = open()) {
                        new RandomCommits(subject, seed).play(RANDOM_STEPS);
                      }
                    }));
  }
}
