package io.strongroom.core.rotation.run;

import static java.util.Objects.requireNonNull;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.audit.ServiceEvent;
import io.strongroom.core.audit.ServiceEvents;
import io.strongroom.core.key.KeyPermissions;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.key.SettableClock;
import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.RotationRun.Trigger;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SeededEntropy;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.ClockWatch;
import io.strongroom.core.store.Membership;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.core.store.Replicas;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Secrets;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.Principal;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.Purpose;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rotations over a store in memory, a clock that stands still, and functions of a test. */
final class RotationRig implements ServiceEvents {
  static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
  static final KeyUser USER = () -> new Principal.Root(Samples.ACCOUNT);

  final MemoryStore store = new MemoryStore();
  final SettableClock clock = new SettableClock(Samples.NOW);
  final List<String> events = Collections.synchronizedList(new ArrayList<>());
  final Secrets secrets;
  final RotationTokens tokens;

  private final SeededEntropy entropy = new SeededEntropy(5);

  RotationRig() {
    Keyring keyring =
        Keyring.of(RootKey.generate(new SeededEntropy(1)), new StoreId(new UUID(4, 2)), entropy);
    Keys keys = new Keys(store, keyring, entropy, clock);
    KeyPermissions permissions = KeyPermissions.ownAccount();
    Vault vault = new Vault(store, new KmsKeys(keys, permissions), keyring);
    secrets = new Secrets(store, new AccessDays(store), new Replicas(store, vault, entropy));
    tokens = new RotationTokens(keyring.hmac(Purpose.ROTATION_TOKENS));
  }

  RotationWorker worker(RotationFunctions functions) {
    return new RotationWorker(secrets, functions, tokens, this, Membership.ALONE, entropy, clock);
  }

  RotationScheduler scheduler(RotationFunctions functions, RotationScheduler.Limits limits) {
    ClockWatch watch = new ClockWatch(clock, () -> clock.instant().toEpochMilli() * 1_000_000);
    return new RotationScheduler(
        store, worker(functions), Membership.ALONE, clock, watch, System::nanoTime, limits);
  }

  /** A secret with a current value that rotates by {@code rules}, counted from now. */
  SecretIdentity rotating(String name, @Nullable RotationRules rules) {
    SecretIdentity identity = Samples.identity(name);
    Secret secret = Secret.create(identity, clock.instant());
    Secret whole =
        secret
            .versioned(
                secret
                    .versions()
                    .with(Version.pending(Samples.version(1), clock.instant()))
                    .moving(StagingLabel.CURRENT, Samples.version(1)),
                clock.instant())
            .rotating(
                RotationConfig.of(new RotatedBy.Function(FUNCTION), rules, clock.instant(), null)
                    .countingFrom(clock.instant()),
                clock.instant());
    store.commit(List.of(new SecretWrite.Insert(whole, List.of())));
    return identity;
  }

  /** Starts a rotation as RotateSecret does, to a version with this number. */
  VersionId start(SecretIdentity identity, int version, Trigger trigger) {
    VersionId id = Samples.version(version);
    change(
        identity,
        secret ->
            secret
                .versioned(
                    secret
                        .versions()
                        .with(Version.pending(id, clock.instant()))
                        .moving(StagingLabel.PENDING, id),
                    clock.instant())
                .rotating(
                    config(secret).running(RotationRun.begin(id, trigger, clock.instant())),
                    clock.instant()));
    return id;
  }

  void change(SecretIdentity identity, UnaryOperator<Secret> change) {
    secrets.update(
        identity.asId(),
        USER,
        identity.region(),
        found -> {
          Secret before = requireNonNull(found);
          return Change.of(SecretWrite.replacing(before, change.apply(before), List.of()), "done");
        });
  }

  /** Does what the last step of a function does. */
  void makeCurrent(SecretIdentity identity, VersionId version) {
    change(
        identity,
        secret ->
            secret.versioned(
                secret.versions().moving(StagingLabel.CURRENT, version), clock.instant()));
  }

  Secret get(SecretIdentity identity) {
    return requireNonNull(store.find(identity.account(), identity.region(), identity.name()));
  }

  RotationConfig config(SecretIdentity identity) {
    return config(get(identity));
  }

  private static RotationConfig config(Secret secret) {
    return requireNonNull(secret.rotation());
  }

  @Nullable VersionId labelled(SecretIdentity identity, StagingLabel label) {
    return get(identity).versions().labels().get(label);
  }

  @Override
  public boolean areKept() {
    return true;
  }

  @Override
  public AuditRecord record(ServiceEvent event) {
    String error = event.error() == null ? "" : " " + event.error();
    events.add(event.kind().eventName() + error);
    return AuditRecord.owning(
        "{\"additionalEventData\":{\"a\":1}}".getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void committed() {}
}
