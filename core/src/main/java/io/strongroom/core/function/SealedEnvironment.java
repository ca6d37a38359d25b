package io.strongroom.core.function;

import java.util.Arrays;

/**
 * The variables of a function as they are kept: values can be secrets, and names go with them.
 * {@link Environments} seals and opens them.
 */
public final class SealedEnvironment {
  private final byte[] bytes;

  private SealedEnvironment(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over what was sealed. */
  public static SealedEnvironment owning(byte[] sealed) {
    return new SealedEnvironment(sealed);
  }

  /** Returns a copy of what is sealed. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedEnvironment that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns a constant. */
  @Override
  public String toString() {
    return "SealedEnvironment(redacted)";
  }
}
