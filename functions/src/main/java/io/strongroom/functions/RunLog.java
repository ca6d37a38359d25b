package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The log of one call: what the function wrote, without the values that are known to be secret, and
 * the server's lines about it. The file gets so much of it; its end is kept for whoever called.
 */
final class RunLog implements AutoCloseable {

  /** How much of the end is kept, as AWS keeps it. */
  static final int TAIL_BYTES = 4096;

  private final FunctionLogs logs;
  private final FunctionSpec spec;
  private final ProcessLimits limits;
  private final Masker masker;
  private byte[] tail = new byte[0];
  private long output;
  private int written;
  private boolean cut;
  private boolean midLine;

  RunLog(
      FunctionLogs logs,
      FunctionSpec spec,
      ProcessLimits limits,
      List<SensitiveBytes> secrets,
      KnownValues known) {
    this.logs = logs;
    this.spec = spec;
    this.limits = limits;
    this.masker = new Masker(secrets, known);
  }

  /** Adds what the function wrote. */
  void output(byte[] bytes) {
    output += bytes.length;
    addOutput(masker.feed(bytes));
  }

  /** Returns how many bytes the function has written. */
  long outputBytes() {
    return output;
  }

  /** Adds a line of the server's, behind all that the function has written. */
  void line(String text) {
    addOutput(masker.finish());
    String start = midLine ? "\n" : "";
    add((start + text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void addOutput(byte[] bytes) {
    int room = limits.logBytes() - written;
    if (bytes.length <= room) {
      written += bytes.length;
      add(bytes);
      return;
    }
    if (room > 0) {
      written += room;
      add(Arrays.copyOf(bytes, room));
    }
    if (!cut) {
      cut = true;
      String note = (midLine ? "\n" : "") + "[the log of this call is full]\n";
      add(note.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void add(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    midLine = bytes[bytes.length - 1] != '\n';
    ByteArrayOutputStream all = new ByteArrayOutputStream(tail.length + bytes.length);
    all.writeBytes(tail);
    all.writeBytes(bytes);
    byte[] joined = all.toByteArray();
    tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL_BYTES), joined.length);
    logs.append(spec, bytes, limits.logFileBytes());
  }

  /** Returns the end of the log. */
  SensitiveBytes tail() {
    return SensitiveBytes.copyOf(tail);
  }

  @Override
  public void close() {
    masker.close();
  }
}
