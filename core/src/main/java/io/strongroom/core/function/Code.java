package io.strongroom.core.function;

import java.util.Base64;
import java.util.HexFormat;

/**
 * What identifies code: the digest of its zip file.
 *
 * @param sha256 SHA-256 of the zip file, 64 hexadecimal digits in lower case
 * @param size the length of the zip file, in bytes, 0 to {@value #MAX_SIZE}
 */
public record Code(String sha256, long size) {

  /** The longest zip file. Source: Lambda developer guide, "Lambda quotas". */
  public static final long MAX_SIZE = 50L << 20;

  /** No code at all: the digest of nothing. */
  public static final Code NONE =
      new Code("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0);

  private static final int DIGITS = 64;

  /** Refuses what is no digest or no size with an {@link IllegalArgumentException}. */
  public Code {
    if (!isDigest(sha256) || size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException("not the digest and size of code");
    }
  }

  private static boolean isDigest(String text) {
    return text.length() == DIGITS
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** Returns the digest in base64, as answers have it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
  }
}
