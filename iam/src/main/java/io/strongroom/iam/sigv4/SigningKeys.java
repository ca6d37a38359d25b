package io.strongroom.iam.sigv4;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Derives signing keys, and remembers those that have verified a request.
 *
 * <p>The memory is a table of {@value #SETS} sets with {@value #WAYS} places each. A look-up reads
 * the places of one set and takes no lock; whoever finds a set full overwrites a place in it. So a
 * look-up costs the same however ids are chosen (requirement DOS-5), and the table never grows.
 * Only keys that verified a signature are kept: a stranger can neither fill the table nor empty it.
 *
 * <p>An entry is found under account, key id, generation, date, region and service together
 * (SIG-7): a changed key has another generation and does not find what was derived before.
 */
final class SigningKeys {
  static final int SETS = 1024;
  static final int WAYS = 4;

  private static final byte[] PREFIX = "AWS4".getBytes(StandardCharsets.US_ASCII);
  private static final SensitiveBytes DECOY = SensitiveBytes.owning(new byte[40]);

  private final SecretOpener opener;
  private final AtomicReferenceArray<@Nullable Entry> entries =
      new AtomicReferenceArray<>(SETS * WAYS);
  private final AtomicInteger victims = new AtomicInteger();

  private record Entry(
      AccountId account,
      String keyId,
      long generation,
      String date,
      String region,
      String service,
      HmacSha256 signingKey) {

    boolean isFor(AccessKey key, Credential scope) {
      return generation == key.generation() && sharesPlace(key, scope);
    }

    /** The same but for the generation: the newer one takes the place of the older. */
    boolean sharesPlace(AccessKey key, Credential scope) {
      return keyId.equals(key.id())
          && date.equals(scope.date())
          && region.equals(scope.region())
          && service.equals(scope.service())
          && account.equals(key.account());
    }
  }

  SigningKeys(SecretOpener opener) {
    this.opener = opener;
  }

  /** Returns the signing key if it has verified a request before, else null. */
  @Nullable HmacSha256 kept(AccessKey key, Credential scope) {
    int first = firstPlace(key, scope);
    for (int i = first; i < first + WAYS; i++) {
      Entry entry = entries.get(i);
      if (entry != null && entry.isFor(key, scope)) {
        return entry.signingKey();
      }
    }
    return null;
  }

  /** Remembers a signing key that has just verified a request. */
  void keep(AccessKey key, Credential scope, HmacSha256 signingKey) {
    Entry kept =
        new Entry(
            key.account(),
            key.id(),
            key.generation(),
            scope.date(),
            scope.region(),
            scope.service(),
            signingKey);
    entries.set(placeFor(key, scope), kept);
  }

  /** Opens the secret and derives the signing key for a scope. */
  HmacSha256 derive(AccessKey key, Credential scope) {
    try (SensitiveBytes secret = opener.open(key)) {
      return derive(secret, scope);
    }
  }

  /** Derives a key that is nobody's, for the work of it (requirement SIG-6). */
  static HmacSha256 deriveDecoy(Credential scope) {
    return derive(DECOY, scope);
  }

  private int placeFor(AccessKey key, Credential scope) {
    int first = firstPlace(key, scope);
    for (int i = first; i < first + WAYS; i++) {
      Entry entry = entries.get(i);
      if (entry == null || entry.sharesPlace(key, scope)) {
        return i;
      }
    }
    return first + Math.floorMod(victims.getAndIncrement(), WAYS);
  }

  private static int firstPlace(AccessKey key, Credential scope) {
    int hash = key.id().hashCode();
    hash = 31 * hash + scope.date().hashCode();
    hash = 31 * hash + scope.region().hashCode();
    hash = 31 * hash + scope.service().hashCode();
    hash *= 0x9E3779B9;
    return Math.floorMod((hash >>> 16) ^ hash, SETS) * WAYS;
  }

  /** Derives the signing key of a secret access key for a scope. */
  static HmacSha256 derive(SensitiveBytes secret, Credential scope) {
    return secret.use(bytes -> derive(bytes, scope));
  }

  private static HmacSha256 derive(byte[] secret, Credential scope) {
    byte[] seed = Arrays.copyOf(PREFIX, PREFIX.length + secret.length);
    System.arraycopy(secret, 0, seed, PREFIX.length, secret.length);
    byte[] key = step(seed, scope.date());
    key = step(key, scope.region());
    key = step(key, scope.service());
    key = step(key, Credential.TERMINATOR);
    HmacSha256 signingKey = HmacSha256.keyed(key);
    Arrays.fill(key, (byte) 0);
    return signingKey;
  }

  /** Returns the code of {@code part} under {@code key}, and overwrites {@code key}. */
  private static byte[] step(byte[] key, String part) {
    byte[] next = HmacSha256.keyed(key).mac(part.getBytes(StandardCharsets.ISO_8859_1));
    Arrays.fill(key, (byte) 0);
    return next;
  }
}
