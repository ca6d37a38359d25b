package io.strongroom.rotators.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.secret.DatabaseSecret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * The one place where a password takes the forms that drivers want. A {@code String} cannot be
 * overwritten: it lives until the collector has taken it, so it is made at the last moment and held
 * by nobody here.
 */
public final class DriverPassword {

  /** What is done with the characters. */
  @FunctionalInterface
  public interface CharReader<R, X extends Exception> {
    /** Neither keeps nor changes the array. */
    R read(char[] password) throws X;
  }

  private DriverPassword() {}

  /** Returns the password as a driver takes it that takes nothing else. */
  public static String string(SensitiveBytes password) {
    return password.use(bytes -> new String(bytes, UTF_8));
  }

  /** Returns the password of {@code login} in the same form. */
  public static String string(DatabaseSecret login) {
    try (SensitiveBytes password = login.password()) {
      return string(password);
    }
  }

  /** Lends the password as characters, which are overwritten after. */
  public static <R, X extends Exception> R chars(DatabaseSecret login, CharReader<R, X> reader)
      throws X {
    char[] chars = chars(login);
    try {
      return reader.read(chars);
    } finally {
      Arrays.fill(chars, '\0');
    }
  }

  /** Returns the password as characters, which the caller overwrites. */
  public static char[] chars(DatabaseSecret login) {
    try (SensitiveBytes password = login.password()) {
      return password.use(DriverPassword::decoded);
    }
  }

  private static char[] decoded(byte[] utf8) {
    char[] roomy = new char[utf8.length];
    CharBuffer chars = CharBuffer.wrap(roomy);
    UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(utf8), chars, true);
    char[] exact = Arrays.copyOf(roomy, chars.position());
    Arrays.fill(roomy, '\0');
    return exact;
  }
}
