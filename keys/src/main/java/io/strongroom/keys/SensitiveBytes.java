package io.strongroom.keys;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Bytes that must not be seen: a secret value, a key, a password. There is no way to print, compare
 * by {@code equals}, hash or serialise them; they are reached through {@link #use} alone, and
 * {@link #close} overwrites them (requirements LOG-1, MEM-2).
 */
public final class SensitiveBytes implements AutoCloseable {
  private final byte[] bytes;

  private SensitiveBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes a copy of {@code bytes}; the caller goes on owning its array. */
  public static SensitiveBytes copyOf(byte[] bytes) {
    return new SensitiveBytes(bytes.clone());
  }

  /** Takes over {@code bytes}; the caller must not touch the array again. */
  public static SensitiveBytes owning(byte[] bytes) {
    return new SensitiveBytes(bytes);
  }

  /** Returns a copy, which is closed on its own. */
  public SensitiveBytes copy() {
    return new SensitiveBytes(bytes.clone());
  }

  /**
   * Lends the bytes to {@code reader} for the time of the call. The reader neither keeps nor
   * changes the array. A wall test names every class that may call this.
   */
  public <R> R use(Function<byte[], R> reader) {
    return reader.apply(bytes);
  }

  /** Lends the bytes as {@link #use} does, to a reader that has nothing to return. */
  public void lend(Consumer<byte[]> reader) {
    reader.accept(bytes);
  }

  /** Returns how many bytes there are; needed to hold values to their limits. */
  public int length() {
    return bytes.length;
  }

  /** Compares contents in time that depends on the lengths only. */
  public boolean sameAs(SensitiveBytes other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** Overwrites the bytes with zeros. May be called more than once. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  /** Returns a constant. */
  @Override
  public String toString() {
    return "SensitiveBytes(redacted)";
  }
}
