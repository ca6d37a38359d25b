package io.strongroom.core.identity;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.session.SessionTokens;
import io.strongroom.iam.sigv4.SecretOpener;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Makes access keys and opens their sealed secrets. */
public final class Credentials implements SecretOpener {

  /** What the ids of lasting access keys begin with, as AWS's do. */
  private static final String ID_PREFIX = "AKIA";

  private static final int ID_RANDOM_LENGTH = 16;
  private static final int SECRET_LENGTH = 40;
  private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String SECRET_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final Keyring keyring;

  /** Seals and opens with {@code keyring}. */
  public Credentials(Keyring keyring) {
    this.keyring = keyring;
  }

  /** An access key to store, and the secret to hand out once. */
  public record Minted(AccessKey key, SensitiveBytes secret) {}

  /** Tells whether an id has the form of those that are made here. */
  static boolean isId(String accessKeyId) {
    return accessKeyId.startsWith(ID_PREFIX)
        && accessKeyId.length() == ID_PREFIX.length() + ID_RANDOM_LENGTH;
  }

  /**
   * Makes an active access key.
   *
   * @param owner the unique id of the user, or the account's digits for the root
   * @param created the time, in milliseconds
   */
  public Minted mint(AccountId account, String owner, Instant created, Entropy entropy) {
    return mint(ID_PREFIX, account, owner, created, entropy);
  }

  /**
   * Makes a temporary access key, which is not stored: its token carries it.
   *
   * @param owner the unique id of the role or user, or the account's digits for the root
   */
  Minted mintTemporary(AccountId account, String owner, Instant created, Entropy entropy) {
    return mint(SessionTokens.KEY_ID_PREFIX, account, owner, created, entropy);
  }

  private Minted mint(
      String prefix, AccountId account, String owner, Instant created, Entropy entropy) {
    byte[] drawn = draw(ID_ALPHABET, ID_RANDOM_LENGTH, entropy);
    String id = prefix + new String(drawn, StandardCharsets.US_ASCII);
    SensitiveBytes secret = SensitiveBytes.owning(draw(SECRET_ALPHABET, SECRET_LENGTH, entropy));
    byte[] sealed = keyring.sealCredential(sealedFor(account, id), secret);
    AccessKey key = new AccessKey(id, account, owner, AccessKey.Status.ACTIVE, created, 1, sealed);
    return new Minted(key, secret);
  }

  /** Both alphabets have a power of two of characters, so the low bits of a byte are fair. */
  private static byte[] draw(String alphabet, int length, Entropy entropy) {
    byte[] drawn = entropy.bytes(length);
    for (int i = 0; i < length; i++) {
      drawn[i] = (byte) alphabet.charAt((drawn[i] & 0xff) % alphabet.length());
    }
    return drawn;
  }

  @Override
  public SensitiveBytes open(AccessKey key) {
    try {
      return keyring.openCredential(sealedFor(key.account(), key.id()), key.sealedSecret());
    } catch (OpenException e) {
      throw new IllegalStateException("the secret of access key " + key.id() + " does not open", e);
    }
  }

  private static String sealedFor(AccountId account, String id) {
    return account + "/" + id;
  }
}
