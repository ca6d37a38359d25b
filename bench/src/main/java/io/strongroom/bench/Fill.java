package io.strongroom.bench;

import io.strongroom.core.key.KeyPermissions;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKeyFile;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.store.sqlite.SqliteStore;
import io.strongroom.store.sqlite.StoreOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fills the store of a directory that no server uses with the secrets of the {@link Catalogue}. It
 * goes the way of a change but for HTTP, permissions and audit: values are sealed by the vault,
 * secrets are inserted through the store, many in a commit.
 *
 * <p>Usage: {@code Fill DATA ROOT_KEY COUNT}. Fills up a store that has fewer, in the first account
 * there is. Prints a line of JSON.
 */
public final class Fill {
  private static final Region REGION = new Region("us-east-1");

  /** How many secrets a commit has, so that a flush costs little for each. */
  private static final int BATCH = 250;

  /** What is committed and what is being sealed. */
  private static final int THREADS = 4;

  /** How far the dates of two secrets that follow each other are apart. */
  private static final Duration APART = Duration.ofSeconds(60);

  /** How long after their deletion was asked for secrets are purged: not while it is measured. */
  private static final Duration WINDOW = Duration.ofDays(30);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final String VALUE = "s3cr3t-".repeat(64);

  private final Store store;
  private final Vault vault;
  private final Entropy entropy;
  private final KeyUser user;
  private final AccountId account;
  private final Instant first;

  private Fill(Store store, Keyring keyring, Entropy entropy, int count) {
    this.store = store;
    this.entropy = entropy;
    Keys keys = new Keys(store, keyring, entropy, Instant::now);
    this.vault = new Vault(store, new KmsKeys(keys, KeyPermissions.ownAccount()), keyring);
    this.account = store.accounts(null, 1).getFirst().id();
    Principal.OfAccount root = new Principal.Root(account);
    this.user = () -> root;
    this.first = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(APART.multipliedBy(count));
  }

  /** Fills a store. */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[2]);
    Entropy entropy = Entropy.secure();
    Keyring keyring =
        Keyring.of(
            RootKeyFile.read(Path.of(arguments[1])),
            SqliteStore.readHeader(data).storeId(),
            entropy);
    long began = System.nanoTime();
    int added;
    try (keyring;
        Store store = SqliteStore.open(data, StoreOptions.defaults(), () -> {})) {
      added = new Fill(store, keyring, entropy, count).run(count);
    }
    double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
    System.out.println(
        "{\"secrets\": %d, \"added\": %d, \"seconds\": %.1f, \"secrets_per_s\": %.0f}"
            .formatted(count, added, seconds, added / seconds));
  }

  private int run(int count) throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger added = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(worker(next, added, count)));
      }
    }
    for (Future<?> each : running) {
      var _ = each.get();
    }
    return added.get();
  }

  private Callable<@Nullable Void> worker(AtomicInteger next, AtomicInteger added, int count) {
    return () -> {
      for (int from = next.getAndAdd(BATCH); from < count; from = next.getAndAdd(BATCH)) {
        added.addAndGet(commit(from, Math.min(from + BATCH, count)));
      }
      return null;
    };
  }

  /** Inserts those that are not there; returns how many. */
  private int commit(int from, int before) {
    List<SecretWrite> writes = new ArrayList<>(before - from);
    for (int index = from; index < before; index++) {
      SecretName name = SecretName.parse(Catalogue.name(index));
      if (store.find(account, REGION, name) == null) {
        writes.add(insert(name, index));
      }
    }
    if (!writes.isEmpty() && !(store.commit(writes) instanceof Commit.Done)) {
      throw new IllegalStateException("somebody else writes to the store");
    }
    return writes.size();
  }

  private SecretWrite insert(SecretName name, int index) {
    Instant created = first.plus(APART.multipliedBy(index));
    SecretIdentity identity =
        SecretIdentity.of(
            account, REGION, name, ArnSuffix.random(entropy), KmsKeys.randomUuid(entropy));
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put("stage", Catalogue.stage(index));
    tags.put("service", Catalogue.service(index));
    tags.put("owner", Catalogue.owner(index));
    Secret described =
        Secret.create(identity, created)
            .describing(Catalogue.description(index), created)
            .tagged(new Tags(tags), created)
            .governed(Catalogue.isGuarded(index) ? Policies.OF_SECRET : null, created);
    VersionId id = new VersionId(KmsKeys.randomUuid(entropy).toString());
    try (SecretValue value =
        new SecretValue.Text(SensitiveBytes.owning(VALUE.getBytes(StandardCharsets.UTF_8)))) {
      Vault.Sealed sealed = vault.seal(user, described, Version.pending(id, created), value);
      Versions versions = Versions.none().with(sealed.version()).moving(StagingLabel.CURRENT, id);
      Secret secret = described.versioned(versions, created);
      if (Catalogue.isLeaving(index)) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        secret = secret.living(new Lifecycle.DeletionScheduled(now, now.plus(WINDOW)), now);
      }
      return new SecretWrite.Insert(secret, List.of(sealed.added()));
    }
  }
}
