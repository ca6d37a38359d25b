package io.strongroom.server;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.sigv4.SecretOpener;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;

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

  /** Makes an access key for a principal. */
  public Minted mint(Principal principal, Entropy entropy) {
    byte[] drawn = draw(ID_ALPHABET, ID_RANDOM_LENGTH, entropy);
    String id = ID_PREFIX + new String(drawn, StandardCharsets.US_ASCII);
    SensitiveBytes secret = SensitiveBytes.owning(draw(SECRET_ALPHABET, SECRET_LENGTH, entropy));
    byte[] sealed = keyring.sealCredential(owner(principal.account(), id), secret);
    return new Minted(new AccessKey(id, principal, AccessKey.Status.ACTIVE, 1, sealed), secret);
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
      return keyring.openCredential(owner(key.principal().account(), key.id()), key.sealedSecret());
    } catch (OpenException e) {
      throw new IllegalStateException("the secret of access key " + key.id() + " does not open", e);
    }
  }

  private static String owner(AccountId account, String id) {
    return account + "/" + id;
  }
}
