package io.strongroom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Prints a secret that is ASCII without making a {@code String} of it. */
final class Ascii {
  private Ascii() {}

  /** Appends the bytes as characters. */
  static void print(byte[] ascii, Appendable out) {
    try {
      for (byte b : ascii) {
        out.append((char) b);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
