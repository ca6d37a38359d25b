package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The secret values that a process was given, which are removed from the logs of its calls
 * (requirement ROT-5). They are kept while the process lives, for it may write them in any call;
 * the newest {@value #MAX_VALUES} of at most {@value #MAX_BYTES} bytes together.
 */
public final class KnownValues implements AutoCloseable {

  /** How many values are kept. */
  public static final int MAX_VALUES = 128;

  /** How many bytes the values may have together; one secret value fits in any case. */
  public static final int MAX_BYTES = 512 << 10;

  private final Deque<byte[]> values = new ArrayDeque<>();
  private int bytes;
  private long added;
  private boolean closed;

  /** Takes a copy of a value that the process is about to be given. */
  public void add(SensitiveBytes value) {
    value.lend(this::add);
  }

  private synchronized void add(byte[] value) {
    boolean known = values.stream().anyMatch(each -> Arrays.equals(each, value));
    if (closed || known || value.length > MAX_BYTES) {
      return;
    }
    values.addLast(value.clone());
    added++;
    bytes += value.length;
    while (values.size() > MAX_VALUES || bytes > MAX_BYTES) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    byte[] oldest = values.removeFirst();
    bytes -= oldest.length;
    Arrays.fill(oldest, (byte) 0);
  }

  /**
   * Copies of values.
   *
   * @param count how many were added until now, those that are forgotten included
   */
  record Newer(List<byte[]> values, long count) {}

  /** Returns the values that were added after the first {@code earlier} ones. */
  synchronized Newer since(long earlier) {
    List<byte[]> newer = new ArrayList<>();
    long number = added - values.size();
    for (byte[] value : values) {
      if (number >= earlier) {
        newer.add(value.clone());
      }
      number++;
    }
    return new Newer(newer, added);
  }

  /** Tells whether the process is gone. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Overwrites the values. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!values.isEmpty()) {
      forgetOldest();
    }
  }
}
