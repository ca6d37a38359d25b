package io.strongroom.iam;

import java.time.Instant;

/**
 * An access key as it is kept: whose it is, and its secret half, sealed. Whom it speaks for is
 * found out at each request, so a user who is renamed keeps its keys, and the keys of one who is
 * deleted are void.
 *
 * @param id the access key id, such as {@code AKIA} and sixteen characters; no secret
 * @param account the account that requests signed with this key act in
 * @param owner the unique id of its user, or the account's digits, which are the root's unique id
 * @param status whether the key may be used
 * @param created when it was made, in milliseconds
 * @param generation grows with each change of the key; whatever was derived under another
 *     generation is void (requirement SIG-7)
 * @param sealedSecret the secret access key, sealed; opened only to derive a signing key
 */
@SuppressWarnings("ArrayRecordComponent") // ciphertext; keys are never compared as a whole
public record AccessKey(
    String id,
    AccountId account,
    String owner,
    Status status,
    Instant created,
    long generation,
    byte[] sealedSecret) {

  /** Whether a key may be used. */
  public enum Status {
    /** Signatures made with the key are accepted. */
    ACTIVE,
    /** The key is kept and signatures made with it are refused. */
    INACTIVE
  }

  /** Tells whether this is a key of the account itself. */
  public boolean isOfRoot() {
    return owner.equals(account.digits());
  }

  /** Returns the key with another status, in its next generation. */
  public AccessKey turned(Status next) {
    return new AccessKey(id, account, owner, next, created, generation + 1, sealedSecret);
  }

  /** Leaves out the sealed secret. */
  @Override
  public String toString() {
    return "AccessKey(%s, %s/%s, %s, %d)".formatted(id, account, owner, status, generation);
  }
}
