package io.strongroom.iam;

/**
 * An access key as it is kept: whom it speaks for, and its secret half, sealed.
 *
 * @param id the access key id, such as {@code AKIA} and sixteen characters; no secret
 * @param principal whom a request signed with this key comes from
 * @param status whether the key may be used
 * @param generation grows with each change of the key, its status or its principal; whatever was
 *     derived under another generation is void (requirement SIG-7)
 * @param sealedSecret the secret access key, sealed; opened only to derive a signing key
 */
@SuppressWarnings("ArrayRecordComponent") // ciphertext; keys are never compared as a whole
public record AccessKey(
    String id, Principal principal, Status status, long generation, byte[] sealedSecret) {

  /** Whether a key may be used. */
  public enum Status {
    /** Signatures made with the key are accepted. */
    ACTIVE,
    /** The key is kept and signatures made with it are refused. */
    INACTIVE
  }

  /** Leaves out the sealed secret. */
  @Override
  public String toString() {
    return "AccessKey(" + id + ", " + principal.arn() + ", " + status + ", " + generation + ")";
  }
}
