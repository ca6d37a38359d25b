package io.strongroom.rotators.mysql;

import io.strongroom.keys.SensitiveBytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What servers keep of a password for {@code mysql_native_password}. A statement with it in place
 * of the password can be logged: MariaDB writes statements to its general log as they come.
 */
final class NativePassword {

  private NativePassword() {}

  /** Returns the star and the digest of the digest, in upper case as the server writes it. */
  static String hash(SensitiveBytes password) {
    MessageDigest sha1 = sha1();
    byte[] once = password.use(sha1::digest);
    return "*" + HexFormat.of().withUpperCase().formatHex(sha1.digest(once));
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
