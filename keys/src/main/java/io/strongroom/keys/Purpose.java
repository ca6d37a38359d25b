package io.strongroom.keys;

/**
 * What a code made by {@link Keyring#hmac} is for. Each purpose has a key of its own, derived from
 * the root key, and no key has two purposes (requirement KEY-3). Labels never change, since stored
 * codes depend on them; {@code docs/formats/envelope.md} lists them.
 */
public enum Purpose {
  /** Tokens that continue a listing on its next page. */
  PAGE_TOKENS("page-tokens"),
  /** Codes over security-relevant records of a store (requirement INT-1). */
  RECORDS("records"),
  /** The chain and the checkpoints of the audit log. */
  AUDIT("audit"),
  /** What stands for request tokens in the audit log (requirement AUD-8). */
  AUDIT_TOKENS("audit-tokens"),
  /** What shows a call to belong to a rotation. */
  ROTATION_TOKENS("rotation-tokens");

  private final String label;

  Purpose(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
