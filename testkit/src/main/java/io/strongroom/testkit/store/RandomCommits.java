package io.strongroom.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.Version;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Does the same random commits to a store and to the reference, and compares what can be seen. */
final class RandomCommits {
  private static final List<AccountId> ACCOUNTS =
      List.of(SampleSecrets.ACCOUNT, new AccountId("111122223334"));
  private static final List<Region> REGIONS =
      List.of(SampleSecrets.REGION, new Region("us-east-1"));
  private static final List<String> NAMES = List.of("a", "app/b", "app/c", "App/c", "app", "z");
  private static final int DATES = 4;
  private static final int EVERYTHING = 100;

  private final MemoryStore reference = new MemoryStore();
  private final Store subject;
  private final Random random;
  private final List<Long> numbers = new ArrayList<>();
  private final List<Secret> seen = new ArrayList<>();
  private String step = "";

  RandomCommits(Store subject, long seed) {
    this.subject = subject;
    this.random = new Random(seed);
  }

  void play(int steps) {
    for (int i = 0; i < steps; i++) {
      List<SecretWrite> writes = writes();
      step = i + ": " + describe(writes);
      Commit expected = reference.commit(writes);
      assertEquals(expected, subject.commit(writes), step);
      compareSecrets();
      compareLists();
    }
    compareEnvelopes();
  }

  private static String describe(List<SecretWrite> writes) {
    List<String> texts = new ArrayList<>();
    for (SecretWrite write : writes) {
      texts.add(write.getClass().getSimpleName() + " " + write.secret().arn());
    }
    return texts.toString();
  }

  /** One write mostly, sometimes several, and never two of the same place but to replace it. */
  private List<SecretWrite> writes() {
    List<SecretWrite> writes = new ArrayList<>();
    TreeSet<String> places = new TreeSet<>();
    int wanted = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
    for (int i = 0; i < wanted; i++) {
      Secret target = target();
      if (!places.add(target.account() + " " + target.region() + " " + target.name())) {
        continue;
      }
      SecretWrite write = write(target);
      writes.add(write);
      if (write instanceof SecretWrite.Delete && random.nextInt(3) == 0) {
        writes.add(inserting(target));
      }
    }
    return writes;
  }

  private Secret target() {
    return SampleSecrets.secret(pick(ACCOUNTS), pick(REGIONS), pick(NAMES));
  }

  private SecretWrite write(Secret target) {
    Secret stored = find(reference, target);
    int kind = random.nextInt(10);
    if (stored == null || kind == 0) {
      return kind == 1 ? new SecretWrite.Delete(target) : inserting(target);
    }
    Secret base = random.nextInt(8) == 0 ? pick(seen) : stored;
    if (base.account().equals(stored.account())
        && base.region().equals(stored.region())
        && base.name().equals(stored.name())) {
      return kind < 3 ? new SecretWrite.Delete(base) : updating(base);
    }
    return updating(stored);
  }

  private SecretWrite inserting(Secret target) {
    long number = number();
    Secret fresh = SampleSecrets.adding(redated(target), SampleSecrets.version(number));
    return new SecretWrite.Insert(fresh, List.of(SampleSecrets.added(number)));
  }

  private SecretWrite updating(Secret base) {
    long number = number();
    Secret next = redated(base);
    Version oldest = base.versions().all().stream().findFirst().orElse(null);
    if (oldest != null && base.versions().labelsOf(oldest.id()).isEmpty()) {
      next = next.versioned(next.versions().without(oldest.id()), next.times().changed());
    }
    next = SampleSecrets.adding(next, SampleSecrets.version(number));
    Instant purge = SampleSecrets.NOW.plusMillis(random.nextInt(DATES));
    next =
        random.nextInt(3) == 0
            ? SampleSecrets.scheduled(next, purge)
            : next.living(Lifecycle.active(), next.times().changed());
    return SecretWrite.replacing(base, next, List.of(SampleSecrets.added(number)));
  }

  private Secret redated(Secret secret) {
    long created = secret.revision() == Secret.UNSTORED ? random.nextInt(DATES) : createdOf(secret);
    Long accessed = random.nextBoolean() ? null : (long) random.nextInt(DATES);
    return SampleSecrets.dated(secret, created, random.nextInt(DATES), accessed);
  }

  private static long createdOf(Secret secret) {
    return secret.times().created().toEpochMilli() - SampleSecrets.NOW.toEpochMilli();
  }

  private long number() {
    numbers.add(subject.nextNumber());
    return numbers.getLast();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static @Nullable Secret find(Store store, Secret target) {
    return store.find(target.account(), target.region(), target.identity().name());
  }

  private void compareSecrets() {
    for (AccountId account : ACCOUNTS) {
      for (Region region : REGIONS) {
        for (String name : NAMES) {
          Secret expected = reference.find(account, region, new SecretName(name));
          Secret found = subject.find(account, region, new SecretName(name));
          assertEquals(text(expected), text(found), step);
          if (expected != null) {
            seen.add(expected);
          }
        }
      }
    }
  }

  private void compareLists() {
    Scan.SortBy sortBy = pick(List.of(Scan.SortBy.values()));
    Scan scan =
        new Scan(
            pick(ACCOUNTS),
            pick(REGIONS),
            pick(List.of("", "app", "app/", "a", "App/c", "none")),
            pick(List.of(Scan.Deletions.values())),
            sortBy,
            pick(List.of(Scan.Direction.values())),
            random.nextBoolean() ? null : somewhere(sortBy),
            1 + random.nextInt(NAMES.size()));
    assertEquals(texts(reference.scan(scan)), texts(subject.scan(scan)), step + " " + scan);
    Instant now = SampleSecrets.NOW.plusMillis(random.nextInt(DATES));
    assertEquals(
        new TreeSet<>(texts(reference.due(now, EVERYTHING))),
        new TreeSet<>(texts(subject.due(now, EVERYTHING))),
        step);
  }

  private Scan.Position somewhere(Scan.SortBy sortBy) {
    boolean zero = sortBy == Scan.SortBy.NAME || random.nextInt(3) == 0;
    long key = zero ? 0 : SampleSecrets.NOW.toEpochMilli() + random.nextInt(DATES);
    return new Scan.Position(key, pick(NAMES));
  }

  private void compareEnvelopes() {
    for (long number : numbers) {
      assertEquals(reference.envelope(number), subject.envelope(number), "envelope " + number);
    }
  }

  private static List<String> texts(List<Secret> secrets) {
    return secrets.stream().map(StoreContract::text).toList();
  }

  private static @Nullable String text(@Nullable Secret secret) {
    return secret == null ? null : StoreContract.text(secret);
  }
}
