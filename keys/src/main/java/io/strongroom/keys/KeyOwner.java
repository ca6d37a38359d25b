package io.strongroom.keys;

import java.util.HexFormat;

/**
 * Whose key material it is: one version of one KMS key in one region of one account. Wrapped
 * material opens for the owner it was wrapped for and for nobody else (requirement CRY-4).
 *
 * @param account the account id
 * @param region the region
 * @param keyId the KMS key id, a UUID in lower case
 * @param version the version of the key's material, zero or more
 */
public record KeyOwner(String account, String region, String keyId, int version) {

  /** Refuses a key id that is no UUID and a negative version. */
  public KeyOwner {
    Uuids.parse(keyId, "a KMS key id");
    if (version < 0) {
      throw new IllegalArgumentException("a key version is zero or more");
    }
  }

  /**
   * Returns the public id of this material, 64 hexadecimal digits in lower case: a digest of whose
   * it is, which says nothing about the key. {@code docs/formats/kms-ciphertext.md} describes it.
   */
  public String materialId() {
    byte[] fields =
        Fields.of("kms-material-id")
            .text(account)
            .text(region)
            .text(keyId)
            .number(version)
            .toBytes();
    return HexFormat.of().formatHex(Sha256.hash(fields));
  }
}
