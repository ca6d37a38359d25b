package io.strongroom.core.store;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KeyUse;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.keys.EncryptionContext;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.KeyMaterial;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import io.strongroom.keys.ValueKind;

/**
 * Seals values for their secret and version, and opens them again. An envelope opens only where it
 * was sealed for: account, region, ARN, immutable id, version and kind are authenticated (CRY-4).
 */
public final class Vault {
  private final SecretStore store;
  private final KmsKeys keys;
  private final Keyring keyring;

  /** Opens envelopes of {@code store} with keys of {@code keys}. */
  public Vault(SecretStore store, KmsKeys keys, Keyring keyring) {
    this.store = store;
    this.keys = keys;
    this.keyring = keyring;
  }

  /** A value sealed for one version: the version as it is then, and the envelope to store. */
  public record Sealed(Version version, SecretWrite.Added added) {}

  /**
   * Seals a value under the key that {@code secret} names, with the permissions of {@code user}.
   *
   * @throws ServiceException as {@link KmsKeys#forSealing}
   */
  public Sealed seal(KeyUser user, Secret secret, Version version, SecretValue value) {
    KeyMaterial key = keys.forSealing(wanted(user, secret, version.id().text()));
    EncryptionContext context = context(secret.identity(), version.id(), value.kind());
    Envelope envelope = keyring.seal(key, context, value.bytes());
    long number = store.nextNumber();
    return new Sealed(version.sealed(number, key.keyId()), new SecretWrite.Added(number, envelope));
  }

  /**
   * Opens the value of a version; the caller closes it. If {@code secret} was overtaken by a change
   * that sealed the version anew, the value is taken from there: it is the same.
   *
   * @throws ServiceException as {@link KmsKeys#forOpening}; ResourceNotFoundException if the secret
   *     or the version was removed meanwhile; InternalServiceError if the stored envelope is
   *     missing or was altered (PRM-8)
   */
  public SecretValue open(KeyUser user, Secret secret, Version version) {
    Envelope envelope = store.envelope(version.number());
    if (envelope != null) {
      return open(user, secret, version.id(), version.keyId(), envelope);
    }
    SecretIdentity identity = secret.identity();
    Secret now = store.find(identity.account(), identity.region(), identity.name());
    if (now == null || !now.identity().equals(identity)) {
      throw Secrets.notFound();
    }
    Version there = now.versions().find(version.id());
    if (there == null || !there.hasValue()) {
      throw Secrets.notFound();
    }
    if (there.number() == version.number()) {
      throw damaged(secret);
    }
    return open(user, now, there);
  }

  /** Opens the value of a version from an envelope that may not be stored yet. */
  public SecretValue open(KeyUser user, Secret secret, VersionId id, Envelope envelope) {
    return open(user, secret, id, envelope.keyId(), envelope);
  }

  private SecretValue open(
      KeyUser user, Secret secret, VersionId id, String keyId, Envelope envelope) {
    KeyMaterial key =
        keys.forOpening(wanted(user, secret, id.text()), keyId, envelope.keyVersion());
    ValueKind kind = envelope.kind();
    try {
      return SecretValue.of(
          kind, keyring.open(key, context(secret.identity(), id, kind), envelope));
    } catch (OpenException e) {
      throw damaged(secret);
    }
  }

  /**
   * Tells whether a version is sealed under the key that the secret's next value will have.
   *
   * @throws ServiceException if there is no such key
   */
  public boolean isSealedForNext(KeyUser user, Secret secret, Version version) {
    return keys.nextKeyId(wanted(user, secret, version.id().text())).equals(version.keyId());
  }

  /**
   * Refuses a secret's key that the caller could not seal and open values with.
   *
   * @throws ServiceException as {@link KmsKeys#forSealing}
   */
  public void validateKey(KeyUser user, Secret secret) {
    keys.validate(wanted(user, secret, KeyUse.VALIDATION));
  }

  /** Tells whether the caller may encrypt a stored version anew under the secret's key. */
  public boolean mayReseal(KeyUser user, Secret secret, Version version) {
    return keys.mayEncrypt(wanted(user, secret, version.id().text()));
  }

  /** Returns the id of the key as a version's list shows it. */
  public String shownKey(Secret secret, Version version) {
    if (keys.isDefaultKey(secret.account(), secret.region(), version.keyId())) {
      return "DefaultEncryptionKey";
    }
    return keys.arnOf(secret.account(), secret.region(), version.keyId());
  }

  private static KmsKeys.Wanted wanted(KeyUser user, Secret secret, String versionId) {
    return new KmsKeys.Wanted(user, secret.identity(), secret.kmsKeyId(), versionId);
  }

  private static EncryptionContext context(
      SecretIdentity identity, VersionId version, ValueKind kind) {
    return new EncryptionContext(
        identity.account().digits(),
        identity.region().name(),
        identity.id().toString(),
        identity.arn(),
        version.text(),
        kind);
  }

  private static ServiceException damaged(Secret secret) {
    return new ServiceException(
        ErrorCode.INTERNAL_SERVICE_ERROR,
        "An error occurred on the server side.",
        new IllegalStateException("the stored value of " + secret.arn() + " does not open"));
  }
}
