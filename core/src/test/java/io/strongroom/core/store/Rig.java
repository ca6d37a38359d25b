package io.strongroom.core.store;

import static java.util.Objects.requireNonNull;

import io.strongroom.core.key.KeyPermissions;
import io.strongroom.core.key.KeyStore;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.key.SettableClock;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.SeededEntropy;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.Versions;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.StoreId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All that stands below the operations, over a store in memory. */
final class Rig {

  /** Who does everything here. */
  static final KeyUser USER = () -> new Principal.Root(Samples.ACCOUNT);

  final MemoryStore memory;
  final WatchedStore store;
  final SettableClock clock = new SettableClock(Samples.NOW);
  final SeededEntropy entropy;
  final Keyring keyring;
  final Keys keys;

  /** Who may use which keys; the owner's account alone unless a test says otherwise. */
  KeyPermissions permissions = KeyPermissions.ownAccount();

  final Vault vault;
  final AccessDays accesses;
  final Replicas replicas;
  final Secrets secrets;

  private Rig(MemoryStore memory, KeyStore keyStore, long seed) {
    this.memory = memory;
    this.store = new WatchedStore(memory);
    this.entropy = new SeededEntropy(seed);
    this.keyring =
        Keyring.of(RootKey.generate(new SeededEntropy(1)), new StoreId(new UUID(4, 2)), entropy);
    this.keys = new Keys(keyStore, keyring, entropy, clock);
    this.vault = new Vault(store, new KmsKeys(keys, use -> permissions.permit(use)), keyring);
    this.accesses = new AccessDays(store);
    this.replicas = new Replicas(store, vault, entropy);
    this.secrets = new Secrets(store, accesses, replicas);
  }

  /** Starts over an empty store. */
  static Rig empty() {
    MemoryStore memory = new MemoryStore();
    return new Rig(memory, memory, 2);
  }

  /** Starts again over the same store, as another process would, with keys from elsewhere. */
  Rig restartedWith(KeyStore keyStore) {
    return new Rig(memory, keyStore, 3);
  }

  /** Returns the secret as a request would find it. */
  @Nullable Secret find(Region region, String name) {
    return secrets.find(Samples.ACCOUNT, region, new SecretName(name));
  }

  /** Returns a secret that is there. */
  Secret get(Region region, String name) {
    return requireNonNull(find(region, name));
  }

  /** Creates a secret without value. */
  Secret create(Region region, String name) {
    return create(region, name, UnaryOperator.identity());
  }

  /** Creates a secret that was changed before it is first stored. */
  Secret create(Region region, String name, UnaryOperator<Secret> change) {
    SecretIdentity identity =
        SecretIdentity.of(
            Samples.ACCOUNT,
            region,
            new SecretName(name),
            ArnSuffix.random(entropy),
            KmsKeys.randomUuid(entropy));
    Secret secret = change.apply(Secret.create(identity, clock.instant()));
    return update(region, name, before -> new SecretWrite.Insert(secret, List.of()));
  }

  /** Changes a secret and returns it. */
  Secret change(Region region, String name, UnaryOperator<Secret> change) {
    return update(
        region,
        name,
        before ->
            SecretWrite.replacing(
                requireNonNull(before), change.apply(requireNonNull(before)), List.of()));
  }

  /** Stores a value as a version that becomes the current one. */
  Secret put(Region region, String name, int version, String value) {
    return put(region, name, version, value, StagingLabel.CURRENT);
  }

  /** Stores a value as a version with a label. */
  Secret put(Region region, String name, int version, String value, StagingLabel label) {
    return update(
        region,
        name,
        before -> {
          Secret secret = requireNonNull(before);
          Version known = secret.versions().find(Samples.version(version));
          Version announced =
              known == null ? Version.pending(Samples.version(version), clock.instant()) : known;
          Vault.Sealed sealed = vault.seal(USER, secret, announced, text(value));
          Versions next =
              secret
                  .versions()
                  .with(sealed.version())
                  .moving(label, sealed.version().id())
                  .pruned(clock.instant());
          return SecretWrite.replacing(
              secret, secret.versioned(next, clock.instant()), List.of(sealed.added()));
        });
  }

  private Secret update(
      Region region, String name, java.util.function.Function<@Nullable Secret, SecretWrite> next) {
    SecretId id = new SecretId.ByName(new SecretName(name));
    secrets.update(id, USER, region, before -> Change.of(next.apply(before), "done"));
    return get(region, name);
  }

  /** Returns the text of a version. */
  String open(Secret secret, int version) {
    Version found = requireNonNull(secret.versions().find(Samples.version(version)));
    try (SecretValue value = vault.open(USER, secret, found)) {
      return value.bytes().use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** Returns a text value. */
  static SecretValue text(String text) {
    return new SecretValue.Text(SensitiveBytes.owning(text.getBytes(StandardCharsets.UTF_8)));
  }
}
