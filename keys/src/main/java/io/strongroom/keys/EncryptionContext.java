package io.strongroom.keys;

/**
 * What a sealed value belongs to. All of it is authenticated with the value, so that an envelope
 * copied to another secret, version, account or region does not open there (requirement CRY-4).
 * Texts are well-formed Unicode; {@link Keyring} refuses others, which have no one encoding.
 *
 * @param account the account id
 * @param region the region
 * @param secretId the secret's immutable id, which survives no deletion
 * @param arn the secret's full ARN
 * @param versionId the version's id
 * @param kind whether the value is text or bytes
 */
public record EncryptionContext(
    String account, String region, String secretId, String arn, String versionId, ValueKind kind) {}
