package io.strongroom.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretName;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Source: user guide, "Find a secret by ARN". */
class SecretsTest {
  private static final SecretId DB = new SecretId.ByName(new SecretName("db"));

  private final Rig rig = Rig.empty();

  private @Nullable Secret find(String id) {
    return find(id, Samples.ACCOUNT, Samples.HERE);
  }

  private @Nullable Secret find(String id, AccountId caller, Region region) {
    return rig.secrets.find(SecretId.parse(id), caller, region);
  }

  private static String partial(Secret secret) {
    String arn = secret.arn();
    return arn.substring(0, arn.length() - 7);
  }

  @Test
  @DisplayName("The three forms of a SecretId find the same secret")
  void allFormsFindIt() {
    Secret db = rig.create(Samples.HERE, "app/db");
    assertEquals(db, find("app/db"));
    assertEquals(db, find(db.arn()));
    assertEquals(db, find(partial(db)));
  }

  @Test
  @DisplayName("N4: names are case-sensitive, per account and region")
  void namesAreExactAndOfTheCaller() {
    rig.create(Samples.HERE, "db");
    assertNull(find("DB"));
    assertNull(find("d"));
    assertNull(find("db/"));
    assertNull(find("db", Samples.OTHER_ACCOUNT, Samples.HERE));
    assertNull(find("db", Samples.ACCOUNT, Samples.THERE));
  }

  @Test
  @DisplayName("N5, N11: a name that ends like a suffix is found by name and full ARN alone")
  void nameThatEndsLikeASuffix() {
    Secret secret = rig.create(Samples.HERE, "MySecret-abcdef");
    assertEquals(secret, find("MySecret-abcdef"));
    assertEquals(secret, find(secret.arn()));
    assertNull(find(partial(secret)));
    rig.create(Samples.HERE, "MySecret");
    assertNull(find(partial(secret)), "the other secret has another suffix");
  }

  @Test
  @DisplayName("N12: a wrong suffix is not found, and does not fall back to the name")
  void wrongSuffixIsNotFound() {
    Secret secret = rig.create(Samples.HERE, "db");
    String suffix = secret.identity().suffix().text();
    assertNotEquals(suffix, swapped(suffix));
    for (String other : List.of("000000", "aaaaaa", "ZZZZZZ", swapped(suffix))) {
      assertNull(find(partial(secret) + "-" + other));
    }
  }

  /** Returns the suffix with the case of each letter swapped. */
  private static String swapped(String suffix) {
    StringBuilder swapped = new StringBuilder();
    for (int i = 0; i < suffix.length(); i++) {
      char c = suffix.charAt(i);
      swapped.append(
          Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return swapped.toString();
  }

  @Test
  @DisplayName("N7, N12: the ARN of a secret that was deleted does not find its successor")
  void arnOfAPredecessorIsNotFound() {
    Secret first = rig.create(Samples.HERE, "db");
    rig.memory.commit(List.of(new SecretWrite.Delete(first)));
    Secret second = rig.create(Samples.HERE, "db");
    assertNotEquals(first.arn(), second.arn());
    assertNull(find(first.arn()));
    assertEquals(second, find(second.arn()));
    assertEquals(second, find("db"));
  }

  @Test
  @DisplayName("N13: name, hyphen and suffix without the rest of the ARN are a name")
  void nameWithSuffixIsAName() {
    Secret secret = rig.create(Samples.HERE, "db");
    assertNull(find("db-" + secret.identity().suffix()));
  }

  @Test
  @DisplayName("N15: an ARN of another account means that account")
  void arnCrossesAccounts() {
    Secret secret = rig.create(Samples.HERE, "db");
    assertEquals(secret, find(secret.arn(), Samples.OTHER_ACCOUNT, Samples.HERE));
    assertEquals(secret, find(partial(secret), Samples.OTHER_ACCOUNT, Samples.HERE));
    assertNull(find(secret.arn().replace("123456789012", "210987654321")));
  }

  @Test
  @DisplayName("N16: an ARN of another region is not found here, whether it exists or not")
  void arnDoesNotCrossRegions() {
    Secret there = rig.create(Samples.THERE, "db");
    assertNull(find(there.arn()));
    assertNull(find(partial(there)));
    rig.create(Samples.HERE, "db");
    assertNull(find(there.arn()));
    assertEquals(there, find(there.arn(), Samples.ACCOUNT, Samples.THERE));
  }

  @Test
  void arnOfAnotherPartitionIsNotFound() {
    Secret secret = rig.create(Samples.HERE, "db");
    assertNull(find(secret.arn().replace("arn:aws:", "arn:aws-cn:")));
    assertNull(find(partial(secret).replace("arn:aws:", "arn:aws-cn:")));
  }

  @Test
  @DisplayName("N18")
  void missingSecretHasTheServicesError() {
    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, Secrets.notFound().code());
    assertEquals(
        "Secrets Manager can't find the specified secret.", Secrets.notFound().getMessage());
  }

  /** Adds one character to the description, and tells what it was before. */
  private Change<String> grow(@Nullable Secret secret) {
    Secret before = Objects.requireNonNull(secret);
    String text = Objects.requireNonNullElse(before.description(), "");
    Secret next = before.describing(text + "x", rig.clock.instant());
    return Change.of(SecretWrite.replacing(before, next, List.of()), text);
  }

  private String grow() {
    return rig.secrets.update(DB, Rig.USER, Samples.HERE, this::grow);
  }

  private void growBehindTheScenes() {
    SecretWrite write =
        grow(rig.memory.find(Samples.ACCOUNT, Samples.HERE, new SecretName("db")))
            .writes()
            .getFirst();
    assertTrue(rig.memory.commit(List.of(write)) instanceof Commit.Done);
  }

  @Test
  @DisplayName("PRM-4: what was overtaken is decided again, on the secret as it is then")
  void overtakenChangeIsDecidedAgain() {
    rig.create(Samples.HERE, "db");
    rig.store.beforeCommit.add(this::growBehindTheScenes);
    rig.store.beforeCommit.add(this::growBehindTheScenes);
    assertEquals("xx", grow());
    assertEquals("xxx", rig.get(Samples.HERE, "db").description());
  }

  @Test
  void changeThatIsAlwaysOvertakenIsGivenUp() {
    rig.create(Samples.HERE, "db");
    rig.store.stale = writes -> true;
    AtomicInteger decisions = new AtomicInteger();
    ServiceException refusal =
        assertThrows(
            ServiceException.class,
            () ->
                rig.secrets.update(
                    DB,
                    Rig.USER,
                    Samples.HERE,
                    secret -> {
                      decisions.incrementAndGet();
                      return grow(secret);
                    }));
    assertEquals(ErrorCode.THROTTLING, refusal.code());
    assertEquals("Rate exceeded", refusal.getMessage());
    assertEquals(Secrets.MAX_ATTEMPTS, decisions.get());
  }

  @Test
  @DisplayName("Many who change one secret at the same time decide once each")
  void nobodyHereDecidesInVain() throws Exception {
    rig.create(Samples.HERE, "db");
    AtomicInteger decisions = new AtomicInteger();
    int changes = 200;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < changes; i++) {
        var _ =
            callers.submit(
                () ->
                    rig.secrets.update(
                        DB,
                        Rig.USER,
                        Samples.HERE,
                        secret -> {
                          decisions.incrementAndGet();
                          LockSupport.parkNanos(1_000); // others have time to interfere
                          return grow(secret);
                        }));
      }
    }
    assertEquals(changes, decisions.get());
    assertEquals("x".repeat(changes), rig.get(Samples.HERE, "db").description());
  }

  @Test
  void lastAttemptCounts() {
    rig.create(Samples.HERE, "db");
    for (int i = 1; i < Secrets.MAX_ATTEMPTS; i++) {
      rig.store.beforeCommit.add(this::growBehindTheScenes);
    }
    assertEquals(Secrets.MAX_ATTEMPTS - 1, grow().length());
  }

  @Test
  void decisionToChangeNothingCommitsNothing() {
    rig.create(Samples.HERE, "db");
    int before = rig.store.commits.size();
    assertEquals(
        "same", rig.secrets.update(DB, Rig.USER, Samples.HERE, secret -> Change.none("same")));
    assertEquals(before, rig.store.commits.size());
  }

  @Test
  void takenNameIsDecidedAgainOnTheSecretThatTookIt() {
    Rig other = rig;
    rig.store.beforeCommit.add(
        () -> rig.memory.commit(List.of(new SecretWrite.Insert(Samples.secret("db"), List.of()))));
    List<Boolean> met = new ArrayList<>();
    other.secrets.update(
        DB,
        Rig.USER,
        Samples.HERE,
        secret -> {
          met.add(secret != null);
          return secret == null
              ? Change.of(new SecretWrite.Insert(Samples.secret("db"), List.of()), "made")
              : Change.none("exists");
        });
    assertEquals(List.of(false, true), met);
  }

  @Test
  void refusalEndsTheLoop() {
    rig.create(Samples.HERE, "db");
    AtomicInteger decisions = new AtomicInteger();
    assertThrows(
        ServiceException.class,
        () ->
            rig.secrets.update(
                DB,
                Rig.USER,
                Samples.HERE,
                secret -> {
                  decisions.incrementAndGet();
                  throw Secrets.notFound();
                }));
    assertEquals(1, decisions.get());
  }

  @Test
  @DisplayName("PRM-2, PRM-4: no change of many at once is lost")
  void noUpdateIsLost() throws Exception {
    rig.create(Samples.HERE, "db");
    int threads = 8;
    int each = 40;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  for (int j = 0; j < each; j++) {
                    growUntilDone();
                  }
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
    String text = rig.get(Samples.HERE, "db").description();
    assertNotNull(text);
    assertEquals(threads * each, text.length());
  }

  private void growUntilDone() {
    while (true) {
      try {
        grow();
        return;
      } catch (ServiceException e) {
        assertEquals(ErrorCode.THROTTLING, e.code());
      }
    }
  }
}
