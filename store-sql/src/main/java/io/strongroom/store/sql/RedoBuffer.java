package io.strongroom.store.sql;

import io.strongroom.core.audit.AuditRecord;
import java.nio.ByteBuffer;

/**
 * Takes what makes tasks again after a crash, for a journal. Outside of the heap, so that it goes
 * into a file without a copy. Numbers are in big-endian order. For one thread.
 */
public final class RedoBuffer {

  /** How large a buffer is kept for the next group. */
  private static final int KEPT_BYTES = 4 << 20;

  private final int first;
  private final int head;
  private final int most;
  private ByteBuffer bytes;
  private boolean overflowed;

  /**
   * Makes an empty buffer.
   *
   * @param first how many bytes it has room for at first
   * @param head how many bytes are left free in front, for whoever writes the buffer to a file
   * @param most what it takes at most, the head included
   */
  public RedoBuffer(int first, int head, int most) {
    this.first = first;
    this.head = head;
    this.most = most;
    this.bytes = ByteBuffer.allocateDirect(first).position(head);
  }

  /** Begins anew. */
  public void clear() {
    overflowed = false;
    if (bytes.capacity() > KEPT_BYTES) {
      bytes = ByteBuffer.allocateDirect(first);
    }
    bytes.clear().position(head);
  }

  /** Tells whether nothing was put. */
  public boolean isEmpty() {
    return bytes.position() == head && !overflowed;
  }

  /** Tells whether more was put than the buffer takes, so that what it holds is of no use. */
  public boolean hasOverflowed() {
    return overflowed;
  }

  /** Returns the bytes themselves, head included, with the position behind the last one. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Puts the lowest eight bits. */
  void putByte(int value) {
    if (makeRoom(Byte.BYTES)) {
      bytes.put((byte) value);
    }
  }

  /** Puts four bytes. */
  void putInt(int value) {
    if (makeRoom(Integer.BYTES)) {
      bytes.putInt(value);
    }
  }

  /** Puts eight bytes. */
  void putLong(long value) {
    if (makeRoom(Long.BYTES)) {
      bytes.putLong(value);
    }
  }

  /** Puts the length in four bytes, and the bytes. */
  void putBytes(byte[] value) {
    if (makeRoom(Integer.BYTES + value.length)) {
      bytes.putInt(value.length).put(value);
    }
  }

  /** Puts the length in four bytes, and the object of the record. */
  void putRecord(AuditRecord record) {
    if (makeRoom(Integer.BYTES + record.length())) {
      record.write(bytes.putInt(record.length()));
    }
  }

  private boolean makeRoom(int more) {
    if (bytes.remaining() >= more) {
      return true;
    }
    long needed = (long) bytes.position() + more;
    if (overflowed || needed > most) {
      overflowed = true;
      return false;
    }
    int capacity = (int) Math.min(most, Math.max(2L * bytes.capacity(), needed));
    bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
    return true;
  }
}
