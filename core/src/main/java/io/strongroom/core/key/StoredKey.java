package io.strongroom.core.key;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.KeyOwner;
import java.time.Instant;

/**
 * One version of a KMS key as it is stored: wrapped under the root key.
 *
 * @param keyId a UUID in text form, unique in account and region
 * @param alias the alias it was made for, such as {@code alias/aws/secretsmanager}
 * @param version counts the rotations of the key, from 1
 * @param wrapped the key material, wrapped under the root key
 */
@SuppressWarnings("ArrayRecordComponent") // an opaque ciphertext; stored keys are never compared
public record StoredKey(
    AccountId account,
    Region region,
    String keyId,
    String alias,
    int version,
    Instant created,
    byte[] wrapped) {

  /** Returns whom the wrapping is bound to. */
  public KeyOwner owner() {
    return new KeyOwner(account.digits(), region.name(), keyId, version);
  }

  /** Leaves out the ciphertext. */
  @Override
  public String toString() {
    return "StoredKey(" + keyId + ", version " + version + ")";
  }
}
