package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Removes known values from a stream of bytes, also where they come in pieces: as many bytes as the
 * longest value could still begin in are held back until more come. A value is found as it is, and
 * as it stands in JSON.
 *
 * <p>What else could harm whoever reads a log in a terminal, the control characters, becomes dots.
 */
final class Masker implements AutoCloseable {

  /** Values that are shorter are left alone, for they would be found everywhere. */
  static final int MIN_LENGTH = 4;

  private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);
  private static final byte DELETE = 0x7f;

  private final List<byte[]> values = new ArrayList<>();
  private final KnownValues known;
  private long learnt;
  private int held;
  private byte[] rest = new byte[0];

  /**
   * Takes copies of values, which {@link #close} overwrites.
   *
   * @param first what is known from the beginning
   * @param known what may become more while bytes come
   */
  Masker(List<SensitiveBytes> first, KnownValues known) {
    this.known = known;
    for (SensitiveBytes value : first) {
      value.lend(this::add);
    }
    sort();
  }

  /** The longest first: one value may begin with another. */
  private void sort() {
    values.sort((a, b) -> Integer.compare(b.length, a.length));
    held = values.isEmpty() ? 0 : values.getFirst().length - 1;
  }

  /** Whoever writes a value was given it before, so it is known when what was written comes. */
  private void learn() {
    KnownValues.Newer newer = known.since(learnt);
    learnt = newer.count();
    if (!newer.values().isEmpty()) {
      for (byte[] value : newer.values()) {
        add(value);
        Arrays.fill(value, (byte) 0);
      }
      sort();
    }
  }

  private void add(byte[] value) {
    if (value.length < MIN_LENGTH) {
      return;
    }
    values.add(value.clone());
    byte[] inJson = inJson(value);
    if (inJson.length != value.length) {
      values.add(inJson);
    }
  }

  private static byte[] inJson(byte[] value) {
    ByteArrayOutputStream escaped = new ByteArrayOutputStream(value.length + 16);
    for (byte b : value) {
      switch (b) {
        case '"', '\\' -> {
          escaped.write('\\');
          escaped.write(b);
        }
        case '\n' -> escaped.writeBytes(new byte[] {'\\', 'n'});
        case '\t' -> escaped.writeBytes(new byte[] {'\\', 't'});
        case '\r' -> escaped.writeBytes(new byte[] {'\\', 'r'});
        default -> escaped.write(b);
      }
    }
    return escaped.toByteArray();
  }

  /** Takes further bytes and returns those that are safe to show now. */
  byte[] feed(byte[] bytes) {
    learn();
    byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
    System.arraycopy(bytes, 0, all, rest.length, bytes.length);
    return mask(all, Math.max(0, all.length - held));
  }

  /** Returns what was held back. */
  byte[] finish() {
    learn();
    return mask(rest, rest.length);
  }

  /** Masks values that begin before {@code end}, and keeps the rest for later. */
  private byte[] mask(byte[] all, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(all.length);
    int at = 0;
    while (at < end) {
      int length = valueAt(all, at);
      if (length > 0) {
        out.writeBytes(MASK);
        at += length;
      } else {
        out.write(shown(all[at]));
        at++;
      }
    }
    byte[] left = Arrays.copyOfRange(all, at, all.length);
    Arrays.fill(rest, (byte) 0);
    Arrays.fill(all, (byte) 0);
    rest = left;
    return out.toByteArray();
  }

  private int valueAt(byte[] all, int at) {
    for (byte[] value : values) {
      if (all[at] == value[0]
          && all.length - at >= value.length
          && Arrays.equals(all, at, at + value.length, value, 0, value.length)) {
        return value.length;
      }
    }
    return 0;
  }

  private static byte shown(byte b) {
    boolean control = b >= 0 && b < ' ' && b != '\n' && b != '\t';
    return control || b == DELETE ? (byte) '.' : b;
  }

  @Override
  public void close() {
    values.forEach(value -> Arrays.fill(value, (byte) 0));
    Arrays.fill(rest, (byte) 0);
  }
}
