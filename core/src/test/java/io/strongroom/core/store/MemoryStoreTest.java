package io.strongroom.core.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Version;
import io.strongroom.core.store.Scan.Deletions;
import io.strongroom.core.store.Scan.Direction;
import io.strongroom.core.store.Scan.SortBy;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Source: {@link SecretStore}. */
class MemoryStoreTest {
  private final MemoryStore store = new MemoryStore();

  private Commit insert(Secret... secrets) {
    List<SecretWrite> writes = new ArrayList<>();
    for (Secret secret : secrets) {
      writes.add(new SecretWrite.Insert(secret, List.of()));
    }
    return store.commit(writes);
  }

  private @Nullable Secret find(String name) {
    return store.find(Samples.ACCOUNT, Samples.HERE, new SecretName(name));
  }

  private static SecretWrite update(Secret secret) {
    return new SecretWrite.Update(secret, List.of(), List.of());
  }

  private static Scan scan(SortBy sortBy, Direction direction, int limit) {
    return new Scan(
        Samples.ACCOUNT, Samples.HERE, "", Deletions.INCLUDED, sortBy, direction, null, limit);
  }

  @Test
  void revisionsCountFromOne() {
    insert(Samples.secret("db"));
    Secret first = requireNonNull(find("db"));
    assertEquals(1, first.revision());
    assertInstanceOf(Commit.Done.class, store.commit(List.of(update(first))));
    assertEquals(2, requireNonNull(find("db")).revision());
  }

  @Test
  void takenNameIsRefused() {
    insert(Samples.secret("db"));
    assertInstanceOf(Commit.NameTaken.class, insert(Samples.secret("db")));
    assertInstanceOf(
        Commit.Done.class,
        insert(Secret.create(Samples.identity(Samples.ACCOUNT, Samples.THERE, "db"), Samples.NOW)));
    assertInstanceOf(
        Commit.Done.class,
        insert(
            Secret.create(
                Samples.identity(Samples.OTHER_ACCOUNT, Samples.HERE, "db"), Samples.NOW)));
  }

  @Test
  @DisplayName("PRM-4: a change that is based on an older revision is refused")
  void staleChangesAreRefused() {
    Secret unknown = Samples.secret("db");
    assertInstanceOf(Commit.Stale.class, store.commit(List.of(update(unknown))));
    insert(unknown);
    Secret first = requireNonNull(find("db"));
    store.commit(List.of(update(first)));
    assertInstanceOf(Commit.Stale.class, store.commit(List.of(update(first))));
    assertInstanceOf(Commit.Stale.class, store.commit(List.of(new SecretWrite.Delete(first))));
  }

  @Test
  void changeOfAPredecessorIsRefused() {
    insert(Samples.secret("db"));
    Secret first = requireNonNull(find("db"));
    store.commit(List.of(new SecretWrite.Delete(first)));
    Rig rig = Rig.empty();
    insert(rig.create(Samples.HERE, "db").revised(Secret.UNSTORED));
    assertEquals(first.revision(), requireNonNull(find("db")).revision());
    assertInstanceOf(Commit.Stale.class, store.commit(List.of(update(first))));
    assertInstanceOf(Commit.Stale.class, store.commit(List.of(new SecretWrite.Delete(first))));
  }

  @Test
  @DisplayName("PRM-2: all of a commit is stored, or nothing")
  void commitIsAllOrNothing() {
    insert(Samples.secret("taken"));
    Commit refused = insert(Samples.secret("free"), Samples.secret("taken"));
    assertInstanceOf(Commit.NameTaken.class, refused);
    assertNull(find("free"));
    Secret stale = requireNonNull(find("taken"));
    store.commit(List.of(update(stale)));
    store.commit(List.of(new SecretWrite.Insert(Samples.secret("free"), List.of()), update(stale)));
    assertNull(find("free"));
  }

  @Test
  void deletedNameIsFreeInTheSameCommit() {
    insert(Samples.secret("db"));
    Secret before = requireNonNull(find("db"));
    assertInstanceOf(
        Commit.Done.class,
        store.commit(
            List.of(
                new SecretWrite.Delete(before),
                new SecretWrite.Insert(
                    Samples.secret("db").describing("new", Samples.NOW), List.of()))));
    assertEquals("new", requireNonNull(find("db")).description());
  }

  @Test
  void envelopesComeAndGoWithTheirSecret() {
    Rig rig = Rig.empty();
    rig.create(Samples.HERE, "db");
    Secret one = rig.put(Samples.HERE, "db", 1, "one");
    Secret two = rig.put(Samples.HERE, "db", 2, "two");
    long first = requireNonNull(two.versions().find(Samples.version(1))).number();
    long second = requireNonNull(two.versions().find(Samples.version(2))).number();
    assertNotNull(rig.memory.envelope(first));
    assertNotNull(rig.memory.envelope(second));
    rig.memory.commit(List.of(SecretWrite.replacing(two, one.revised(two.revision()), List.of())));
    assertNull(rig.memory.envelope(second));
    rig.memory.commit(List.of(new SecretWrite.Delete(rig.get(Samples.HERE, "db"))));
    assertNull(rig.memory.envelope(first));
  }

  @Test
  void numbersAreNeverTheSame() throws Exception {
    Set<Long> numbers = ConcurrentHashMap.newKeySet();
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(
            pool.submit(
                () -> {
                  long before = Version.NO_VALUE;
                  for (int j = 0; j < 1_000; j++) {
                    long number = store.nextNumber();
                    assertTrue(number > before);
                    assertTrue(numbers.add(number));
                    before = number;
                  }
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
    assertEquals(4_000, numbers.size());
  }

  /** A secret for lists; dates meet often, so that the name has to decide. */
  private static Secret listed(String name, int created, int changed, @Nullable Integer day) {
    Instant first = Samples.NOW.plusMillis(created);
    Secret secret =
        Secret.create(Samples.identity(name), first)
            .describing(null, Samples.NOW.plusMillis(changed));
    return day == null
        ? secret
        : secret.accessed(Samples.version(1), Instant.EPOCH.plus(Duration.ofDays(day)));
  }

  private static int naiveOrder(Secret one, Secret other, SortBy sortBy, Direction direction) {
    int order =
        switch (sortBy) {
          case NAME -> 0;
          case CREATED -> one.times().created().compareTo(other.times().created());
          case CHANGED -> one.times().changed().compareTo(other.times().changed());
          case ACCESSED -> orEpoch(one).compareTo(orEpoch(other));
        };
    int decided = order != 0 ? order : one.name().compareTo(other.name());
    return direction == Direction.ASCENDING ? decided : -decided;
  }

  private static Instant orEpoch(Secret secret) {
    Instant accessed = secret.times().accessed();
    return accessed == null ? Instant.EPOCH : accessed;
  }

  /** Properties take a new store for each try. */
  private static MemoryStore filled(List<Secret> secrets) {
    MemoryStore filled = new MemoryStore();
    secrets.forEach(secret -> filled.commit(List.of(new SecretWrite.Insert(secret, List.of()))));
    return filled;
  }

  @Property(tries = 300)
  void pagesTogetherAreTheWholeListInOrder(
      @ForAll("lists") List<Secret> secrets,
      @ForAll SortBy sortBy,
      @ForAll Direction direction,
      @ForAll @IntRange(min = 1, max = 7) int limit) {
    MemoryStore store = filled(secrets);
    List<String> expected =
        secrets.stream()
            .sorted((one, other) -> naiveOrder(one, other, sortBy, direction))
            .map(Secret::name)
            .toList();
    List<String> met = new ArrayList<>();
    Scan scan = scan(sortBy, direction, limit);
    while (true) {
      List<Secret> page = store.scan(scan);
      assertTrue(page.size() <= limit);
      page.forEach(secret -> met.add(secret.name()));
      if (page.size() < limit) {
        break;
      }
      scan = scan.after(Scan.Position.of(page.getLast(), sortBy));
    }
    assertEquals(expected, met);
  }

  @Property(tries = 200)
  void placeStaysMeaningfulWhenItsSecretIsGone(
      @ForAll("lists") List<Secret> secrets, @ForAll SortBy sortBy, @ForAll Direction direction) {
    MemoryStore store = filled(secrets);
    List<Secret> all = store.scan(scan(sortBy, direction, 100));
    Secret middle = all.get(all.size() / 2);
    Scan rest = scan(sortBy, direction, 100).after(Scan.Position.of(middle, sortBy));
    List<Secret> before = store.scan(rest);
    store.commit(List.of(new SecretWrite.Delete(middle)));
    assertEquals(before, store.scan(rest));
    assertEquals(all.subList(all.size() / 2 + 1, all.size()), before);
  }

  @Test
  void neverReadSecretsComeFirst() {
    insert(listed("b", 0, 0, 20_000), listed("c", 1, 1, null), listed("a", 2, 2, 20_001));
    List<String> names =
        store.scan(scan(SortBy.ACCESSED, Direction.ASCENDING, 9)).stream()
            .map(Secret::name)
            .toList();
    assertEquals(List.of("c", "b", "a"), names);
    assertEquals(
        names.reversed(),
        store.scan(scan(SortBy.ACCESSED, Direction.DESCENDING, 9)).stream()
            .map(Secret::name)
            .toList());
  }

  @Test
  void listIsOfOneAccountAndRegion() {
    for (AccountId account : List.of(Samples.ACCOUNT, Samples.OTHER_ACCOUNT)) {
      for (Region region : List.of(Samples.HERE, Samples.THERE)) {
        insert(Secret.create(Samples.identity(account, region, "db"), Samples.NOW));
      }
    }
    List<Secret> listed = store.scan(scan(SortBy.NAME, Direction.ASCENDING, 9));
    assertEquals(1, listed.size());
    assertEquals(Samples.identity("db"), listed.getFirst().identity());
  }

  @Test
  void listIsNarrowedByPrefixAndDeletions() {
    Secret gone =
        Samples.secret("app/gone")
            .living(new Lifecycle.DeletionScheduled(Samples.NOW, Samples.NOW), Samples.NOW);
    insert(Samples.secret("app/db"), gone, Samples.secret("App/x"), Samples.secret("ap"));
    assertEquals(List.of("app/db", "app/gone"), names("app/", Deletions.INCLUDED));
    assertEquals(List.of("app/db"), names("app/", Deletions.LEFT_OUT));
    assertEquals(List.of("App/x", "ap", "app/db"), names("", Deletions.LEFT_OUT));
    assertEquals(List.of(), names("zz", Deletions.INCLUDED));
  }

  private List<String> names(String prefix, Deletions deletions) {
    Scan scan =
        new Scan(
            Samples.ACCOUNT,
            Samples.HERE,
            prefix,
            deletions,
            SortBy.NAME,
            Direction.ASCENDING,
            null,
            10);
    return store.scan(scan).stream().map(Secret::name).toList();
  }

  @Test
  @DisplayName("PRM-11: a secret is due at the end of its window and not before")
  void dueSecretsAreThoseWhoseWindowEnded() {
    Instant purge = Samples.NOW.plus(Duration.ofDays(7));
    for (int i = 0; i < 5; i++) {
      insert(
          Samples.secret("s" + i)
              .living(new Lifecycle.DeletionScheduled(Samples.NOW, purge), Samples.NOW));
    }
    insert(Samples.secret("active"));
    assertEquals(List.of(), store.due(purge.minusMillis(1), 10));
    assertEquals(5, store.due(purge, 10).size());
    assertEquals(3, store.due(purge.plusSeconds(1), 3).size());
  }

  @Test
  void readersOfABusySecretAlwaysOpenItsCurrentVersion() throws Exception {
    Rig rig = Rig.empty();
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "1");
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      Future<?> writer =
          pool.submit(
              () -> {
                for (int i = 2; i <= 300; i++) {
                  rig.clock.advance(Duration.ofHours(1));
                  rig.put(Samples.HERE, "db", i, String.valueOf(i));
                }
              });
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(
            pool.submit(
                () -> {
                  while (!writer.isDone()) {
                    readCurrent(rig);
                  }
                }));
      }
      writer.get();
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  private static void readCurrent(Rig rig) {
    Secret secret = rig.get(Samples.HERE, "db");
    Version current = requireNonNull(secret.versions().find(StagingLabel.CURRENT));
    int number = Integer.parseInt(current.id().text());
    assertEquals(String.valueOf(number), rig.open(secret, number));
  }

  @Provide
  Arbitrary<List<Secret>> lists() {
    return Combinators.combine(
            Arbitraries.strings().withChars("aAbB0/_-").ofMinLength(1).ofMaxLength(4),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(1, 3).injectNull(0.3))
        .as(MemoryStoreTest::listed)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .uniqueElements(Secret::name);
  }
}
