package io.strongroom.store.sql;

import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyIdentity;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.Version;
import io.strongroom.keys.EncryptionContext;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.KeyMaterial;
import io.strongroom.keys.KeyOwner;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a check that needs keys: opens everything, as far as there is a root key. */
final class SealedCheck {
  private final @Nullable Keyring keyring;
  private final Findings findings;
  private final Map<String, KeyIdentity> owners = new HashMap<>();
  private final Set<KeyOwner> known = new HashSet<>();
  private final Map<KeyOwner, KeyMaterial> unwrapped = new HashMap<>();

  SealedCheck(@Nullable Keyring keyring, Findings findings) {
    this.keyring = keyring;
    this.findings = findings;
  }

  /**
   * Takes a material in, for the envelopes that are sealed under it.
   *
   * @param wrapped the material as it is stored
   */
  void learn(Key key, int version, byte[] wrapped) {
    owners.put(key.id(), key.identity());
    KeyOwner owner = key.identity().owner(version);
    known.add(owner);
    if (keyring == null) {
      return;
    }
    try {
      unwrapped.put(owner, keyring.unwrap(owner, wrapped));
      findings.count(Findings.Kind.OPENED);
    } catch (OpenException e) {
      findings.problem(
          "KMS key %s/%s/%s version %d does not open: %s"
              .formatted(key.account(), key.region(), key.id(), version, e.getMessage()));
    }
  }

  /**
   * Checks an envelope against its version.
   *
   * @return what is wrong, or null
   */
  @Nullable String fault(Secret secret, Version version, Envelope envelope) {
    if (!envelope.keyId().equals(version.keyId())) {
      return "is sealed under another key than its version says";
    }
    KeyIdentity identity = owners.get(envelope.keyId());
    if (identity == null || envelope.keyVersion() < 0) {
      return "is sealed under a key that is not there";
    }
    KeyOwner owner = identity.owner(envelope.keyVersion());
    if (!known.contains(owner) || !identity.region().equals(secret.region())) {
      return "is sealed under a key that is not there";
    }
    KeyMaterial key = unwrapped.get(owner);
    if (keyring == null || key == null) {
      return null;
    }
    try (var _ = keyring.open(key, context(secret, version, envelope), envelope)) {
      findings.count(Findings.Kind.OPENED);
      return null;
    } catch (OpenException e) {
      return "does not open: " + e.getMessage();
    }
  }

  private static EncryptionContext context(Secret secret, Version version, Envelope envelope) {
    return new EncryptionContext(
        secret.account().digits(),
        secret.region().name(),
        secret.identity().id().toString(),
        secret.arn(),
        version.id().text(),
        envelope.kind());
  }
}
