package io.strongroom.keys;

import java.util.UUID;

/**
 * One version of a KMS key, unwrapped and ready for use by many threads. It is obtained from {@link
 * Keyring#unwrap} and gives its bytes to nobody.
 */
public final class KeyMaterial implements AutoCloseable {
  private final KeyOwner owner;
  private final UUID id;
  private final SymmetricKey key;

  KeyMaterial(KeyOwner owner, SymmetricKey key) {
    this.owner = owner;
    this.id = UUID.fromString(owner.keyId());
    this.key = key;
  }

  /** Returns the KMS key id, a UUID in lower case. */
  public String keyId() {
    return owner.keyId();
  }

  /** Returns the version of the key's material. */
  public int version() {
    return owner.version();
  }

  /** Returns the public id of the material, 64 hexadecimal digits. */
  public String materialId() {
    return owner.materialId();
  }

  KeyOwner owner() {
    return owner;
  }

  UUID id() {
    return id;
  }

  SymmetricKey key() {
    return key;
  }

  /** Overwrites the key; later use throws IllegalStateException. May be called more than once. */
  @Override
  public void close() {
    key.destroy();
  }

  /** Returns key id and version. */
  @Override
  public String toString() {
    return "KeyMaterial(" + keyId() + " version " + version() + ")";
  }
}
