package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.dated;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.scheduled;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.Scan.Deletions;
import io.strongroom.core.store.Scan.Direction;
import io.strongroom.core.store.Scan.SortBy;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What lists of secrets are like. */
abstract class ScanContract {
  private static final int ENOUGH = 1_000;

  abstract Store store();

  private void insert(Secret secret) {
    store().commit(inserting(secret));
  }

  private static Scan all(SortBy sortBy, Direction direction) {
    return new Scan(ACCOUNT, REGION, "", Deletions.LEFT_OUT, sortBy, direction, null, ENOUGH);
  }

  private static Scan prefixed(String prefix, SortBy sortBy, Direction direction, int limit) {
    return new Scan(ACCOUNT, REGION, prefix, Deletions.LEFT_OUT, sortBy, direction, null, limit);
  }

  private List<String> names(Scan scan) {
    return store().scan(scan).stream().map(Secret::name).toList();
  }

  /** Reads all pages of {@code scan} as a list operation does. */
  private List<String> paged(Scan scan) {
    List<String> names = new ArrayList<>();
    Scan next = scan;
    while (true) {
      List<Secret> page = store().scan(next);
      page.forEach(secret -> names.add(secret.name()));
      if (page.size() < scan.limit()) {
        return names;
      }
      next = scan.after(Scan.Position.of(page.getLast(), scan.sortBy()));
    }
  }

  /** Names in no order, with ties and gaps in every date. */
  private void insertSamples() {
    insert(dated(secret("m"), 20, 70, 3L));
    insert(dated(secret("b"), 10, 90, null));
    insert(dated(secret("z"), 10, 80, 5L));
    insert(dated(secret("a"), 30, 70, 5L));
    insert(dated(secret("Z"), 20, 70, null));
    insert(dated(secret("k/1"), 10, 60, 1L));
    insert(dated(secret("k"), 40, 60, 9L));
  }

  /** The order of the samples by each key, ties in order of code points. */
  private static List<String> expected(SortBy sortBy) {
    return switch (sortBy) {
      case CREATED -> List.of("b", "k/1", "z", "Z", "m", "a", "k");
      case CHANGED -> List.of("k", "k/1", "Z", "a", "m", "z", "b");
      case ACCESSED -> List.of("Z", "b", "k/1", "m", "a", "z", "k");
      case NAME -> List.of("Z", "a", "b", "k", "k/1", "m", "z");
    };
  }

  @TestFactory
  Stream<DynamicTest> everyOrderIsKeptInPagesOfEverySize() {
    List<DynamicTest> tests = new ArrayList<>();
    for (SortBy sortBy : SortBy.values()) {
      for (Direction direction : Direction.values()) {
        List<String> expected =
            direction == Direction.ASCENDING ? expected(sortBy) : expected(sortBy).reversed();
        tests.add(
            DynamicTest.dynamicTest(
                sortBy + " " + direction,
                () -> {
                  if (store().scan(all(sortBy, direction)).isEmpty()) {
                    insertSamples();
                  }
                  assertEquals(expected, names(all(sortBy, direction)));
                  for (int limit = 1; limit <= expected.size() + 1; limit++) {
                    assertEquals(expected, paged(prefixed("", sortBy, direction, limit)));
                  }
                }));
      }
    }
    return tests.stream();
  }

  @Test
  void aPageHoldsNoMoreThanItsLimit() {
    insertSamples();
    assertEquals(List.of("b", "k/1"), names(prefixed("", SortBy.CREATED, Direction.ASCENDING, 2)));
  }

  @Test
  void onlyNamesThatBeginSoAreListed() {
    for (String name : List.of("app", "app/a", "app/b", "app0", "apq", "ap", "App/a", "z/app/")) {
      insert(secret(name));
    }
    for (SortBy sortBy : SortBy.values()) {
      for (Direction direction : Direction.values()) {
        List<String> ordered = new ArrayList<>(List.of("app/a", "app/b"));
        if (direction == Direction.DESCENDING) {
          ordered = ordered.reversed();
        }
        assertEquals(ordered, names(prefixed("app/", sortBy, direction, ENOUGH)));
        assertEquals(ordered, paged(prefixed("app/", sortBy, direction, 1)));
      }
    }
    assertEquals(8, names(prefixed("", SortBy.NAME, Direction.ASCENDING, ENOUGH)).size());
    for (String prefix : List.of("app/a/", "%", "app_", "app*", "~", "ä", "app/a app/b", "b")) {
      assertEquals(List.of(), names(prefixed(prefix, SortBy.NAME, Direction.ASCENDING, ENOUGH)));
      assertEquals(
          List.of(), names(prefixed(prefix, SortBy.CREATED, Direction.DESCENDING, ENOUGH)));
    }
  }

  @Test
  void aPrefixThatManyNamesHaveKeepsTheOrder() {
    List<SecretWrite> writes = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    int many = 1_500;
    for (int i = 0; i < many; i++) {
      String name = "many/%04d".formatted(i * 7 % many);
      writes.add(new SecretWrite.Insert(dated(secret(name), i / 2, 0, null), List.of()));
      writes.add(new SecretWrite.Insert(secret("other/" + i), List.of()));
    }
    store().commit(writes);
    for (SecretWrite write : writes) {
      if (write.secret().name().startsWith("many/")) {
        expected.add(write.secret().name());
      }
    }
    // Two neighbours were created in the same millisecond each; among them the name decides.
    for (int i = 0; i < many; i += 2) {
      expected.subList(i, i + 2).sort(null);
    }
    assertEquals(expected, paged(prefixed("many/", SortBy.CREATED, Direction.ASCENDING, 170)));
    assertEquals(
        expected.reversed(), paged(prefixed("many/", SortBy.CREATED, Direction.DESCENDING, 170)));
  }

  @Test
  void secretsWithoutTheWordsMayBeLeftOutAndOthersMayNot() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = "word/%02d".formatted(i);
      boolean sought = i % 4 == 1;
      String text = sought ? "Blue bluer things" : "red things";
      insert(dated(secret(name).describing(text, NOW), i / 2, i, null));
      if (sought) {
        expected.add(name);
      }
    }
    for (SortBy sortBy : SortBy.values()) {
      for (Direction direction : Direction.values()) {
        for (String prefix : List.of("", "word/")) {
          Scan all = prefixed(prefix, sortBy, direction, 3);
          boolean forward = direction == Direction.ASCENDING;
          assertEquals(
              forward ? expected : expected.reversed(),
              holding(all.having(List.of(List.of("blue")))));
          assertEquals(
              forward ? expected : expected.reversed(),
              holding(all.having(List.of(List.of("thing"), List.of("b", "green")))));
        }
      }
    }
  }

  /** Reads all pages, and leaves out what a store may list although it has not the words. */
  private List<String> holding(Scan scan) {
    List<String> paged = paged(scan);
    assertEquals(paged.stream().distinct().toList(), paged);
    return paged.stream()
        .filter(name -> Integer.parseInt(name.substring("word/".length())) % 4 == 1)
        .toList();
  }

  @Test
  void theWordsOfASecretFollowItsChanges() {
    insert(secret("a").describing("old words", NOW));
    Scan old = all(SortBy.CREATED, Direction.ASCENDING).having(List.of(List.of("old")));
    Scan fresh = all(SortBy.CREATED, Direction.ASCENDING).having(List.of(List.of("fresh")));
    assertEquals(List.of("a"), names(old));
    Secret stored = store().scan(old).getFirst();
    store().commit(SampleSecrets.updating(stored.describing("fresh words", NOW)));
    assertEquals(List.of("a"), names(fresh));
    Secret changed = store().scan(fresh).getFirst();
    store().commit(List.of(new SecretWrite.Delete(changed)));
    assertEquals(List.of(), names(fresh));
    insert(secret("a").describing("fresh again", NOW));
    assertEquals(List.of("a"), names(fresh));
  }

  @Test
  void secretsWaitingForDeletionAreListedOnDemand() {
    insert(secret("a"));
    insert(scheduled(secret("b"), NOW.plusSeconds(1)));
    insert(secret("c"));
    for (SortBy sortBy : SortBy.values()) {
      Scan without = all(sortBy, Direction.ASCENDING);
      Scan with =
          new Scan(
              ACCOUNT, REGION, "", Deletions.INCLUDED, sortBy, Direction.ASCENDING, null, ENOUGH);
      assertEquals(List.of("a", "c"), names(without));
      assertEquals(List.of("a", "b", "c"), names(with));
      assertEquals(List.of("c"), names(without.after(new Scan.Position(keyOf(sortBy), "a"))));
    }
  }

  private static long keyOf(SortBy sortBy) {
    return sortBy.keyOf(secret("any"));
  }

  @Test
  void accountsAndRegionsAreListedApart() {
    insert(secret("here"));
    insert(secret(new AccountId("111122223334"), REGION, "other-account"));
    insert(secret(ACCOUNT, new Region("eu-central-2"), "other-region"));
    for (SortBy sortBy : SortBy.values()) {
      assertEquals(List.of("here"), names(all(sortBy, Direction.ASCENDING)));
    }
  }

  @Test
  void aPlaceInTheListStaysMeaningfulWhenItsSecretIsGone() {
    insertSamples();
    Scan.Position gone = position("z");
    Secret z = store().find(ACCOUNT, REGION, secret("z").identity().name());
    if (z != null) {
      store().commit(List.of(new SecretWrite.Delete(z)));
    }
    assertEquals(
        List.of("Z", "m", "a", "k"), names(all(SortBy.CREATED, Direction.ASCENDING).after(gone)));
    assertEquals(List.of("k/1", "b"), names(all(SortBy.CREATED, Direction.DESCENDING).after(gone)));
  }

  private Scan.Position position(String name) {
    Secret secret = store().find(ACCOUNT, REGION, secret(name).identity().name());
    return Scan.Position.of(Objects.requireNonNull(secret), SortBy.CREATED);
  }

  @Test
  void aChangeMovesASecretInTheOrderOfChanges() {
    insertSamples();
    Secret first = store().scan(all(SortBy.CHANGED, Direction.ASCENDING)).getFirst();
    store().commit(SampleSecrets.updating(first.describing("new", NOW.plusSeconds(9))));
    List<Secret> after = store().scan(all(SortBy.CHANGED, Direction.ASCENDING));
    assertEquals(first.name(), after.getLast().name());
    assertEquals("new", after.getLast().description());
    assertEquals(7, after.size());
  }

  @Test
  void whatIsListedIsWhole() {
    Secret sample = dated(secret("a"), 1, 2, 3L).describing("text", NOW);
    insert(sample);
    Secret listed = store().scan(all(SortBy.NAME, Direction.ASCENDING)).getFirst();
    assertEquals(StoreContract.text(sample.revised(1)), StoreContract.text(listed));
  }
}
