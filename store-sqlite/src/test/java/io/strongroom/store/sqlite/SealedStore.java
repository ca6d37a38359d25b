package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;

import io.strongroom.core.key.KeyPermissions;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.Overwrite;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Version;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.Replicas;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Secrets;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.User;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.testkit.SeededEntropy;
import io.strongroom.testkit.SettableClock;
import io.strongroom.testkit.store.SampleIdentities;
import io.strongroom.testkit.store.SampleSecrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Fills a store the way a server does: sealed values, keys, replicas. */
final class SealedStore {
  static final Region OTHER_REGION = new Region("us-east-1");

  private static final KeyUser USER = () -> new Principal.Root(ACCOUNT);

  private final SqliteStore store;
  private final Keyring keyring = Stores.keyring();
  private final Vault vault;
  private final Secrets secrets;
  private long versions;

  SealedStore(SqliteStore store) {
    this.store = store;
    Entropy entropy = new SeededEntropy(3);
    Keys keys = new Keys(store, keyring, entropy, new SettableClock(NOW));
    this.vault = new Vault(store, new KmsKeys(keys, KeyPermissions.ownAccount()), keyring);
    this.secrets = new Secrets(store, new AccessDays(store), new Replicas(store, vault, entropy));
  }

  void insert(String name) {
    store.commit(SampleSecrets.inserting(SampleSecrets.secret(name)));
  }

  Secret stored(Region region, String name) {
    return Objects.requireNonNull(store.find(ACCOUNT, region, new SecretName(name)));
  }

  /** Seals {@code value} as the current version. */
  void put(String name, byte[] value) {
    var _ =
        secrets.update(
            new SecretId.ByName(new SecretName(name)),
            USER,
            REGION,
            found -> {
              Secret before = Objects.requireNonNull(found);
              Version pending = Version.pending(SampleSecrets.versionId(++versions), NOW);
              try (SecretValue secret = new SecretValue.Text(SensitiveBytes.copyOf(value))) {
                Vault.Sealed sealed = vault.seal(USER, before, pending, secret);
                Secret next =
                    before.versioned(
                        before
                            .versions()
                            .with(sealed.version())
                            .moving(StagingLabel.CURRENT, pending.id()),
                        NOW);
                return Change.of(
                    SecretWrite.replacing(before, next, List.of(sealed.added())), next);
              }
            });
  }

  /** Makes a replica in {@link #OTHER_REGION}. */
  void replicate(String name) {
    var _ =
        secrets.update(
            new SecretId.ByName(new SecretName(name)),
            USER,
            REGION,
            found -> {
              Secret before = Objects.requireNonNull(found);
              TreeMap<Region, ReplicaState> joining = new TreeMap<>(Replication.BY_NAME);
              joining.put(OTHER_REGION, new ReplicaState.Joining(null, Overwrite.FORBIDDEN));
              Secret next = before.replicated(new Replication.Primary(joining), NOW);
              return Change.of(SecretWrite.replacing(before, next, List.of()), next);
            });
  }

  /** Opens the current version. */
  byte[] value(Region region, String name) {
    Secret secret = stored(region, name);
    Version current = Objects.requireNonNull(secret.versions().find(StagingLabel.CURRENT));
    try (SecretValue value = vault.open(USER, secret, current)) {
      return value.bytes().use(byte[]::clone);
    }
  }

  void addAccessKey(String id, String secret) {
    byte[] sealed =
        keyring.sealCredential(
            ACCOUNT + "/" + id, SensitiveBytes.owning(secret.getBytes(StandardCharsets.US_ASCII)));
    User ann = SampleIdentities.user("ann");
    AccessKey key = new AccessKey(id, ACCOUNT, ann.id(), AccessKey.Status.ACTIVE, NOW, 1, sealed);
    SampleIdentities.change(store, ACCOUNT, change -> change.putting(ann).putting(key));
  }
}
