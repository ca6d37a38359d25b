package io.strongroom.core.secret;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Walks through packed versions, from the oldest on, without making objects of them. The layout is
 * described at {@link PackedVersions}.
 *
 * <p>Bytes that nobody has checked yet can be walked through too: what cannot be is refused with an
 * {@link IllegalArgumentException}, and each step goes on by a byte at least.
 */
final class PackedCursor {
  /** In the first byte of a version: its id is not a UUID but another text. */
  static final int ID_IS_TEXT = 1;

  /** In the first byte: where the two bits are that tell how the last access is kept. */
  static final int ACCESS_SHIFT = 1;

  /** The version was never read. */
  static final int NEVER = 0;

  /** The last access is a day. */
  static final int DAY = 1;

  /** The last access is a moment that is not the beginning of a day. */
  static final int MOMENT = 2;

  /** In the first byte: where the five bits of the key are. */
  static final int KEY_SHIFT = 3;

  /** The key of a version whose key stands in a number of its own, less this. */
  static final int FURTHER_KEY = 31;

  /** Milliseconds. */
  static final long DAY_LENGTH = TimeUnit.DAYS.toMillis(1);

  private static final int ACCESS_MASK = 3;
  private static final int BYTE_MASK = 0xff;
  private static final int LOW_BITS = 0x7f;
  private static final int SEVEN = 7;
  private static final long LAST_DAY = Long.MAX_VALUE / DAY_LENGTH;

  private final byte[] bytes;
  private final List<String> keys;
  private int next;
  private int key;
  private int idAt;
  private int idLength;
  private boolean uuid;
  private long created;
  private long number;
  private int access;
  private long accessed;

  /** Stands before the first version. */
  PackedCursor(byte[] bytes, List<String> keys) {
    this(bytes, keys, 0, 0, 0);
  }

  /** Stands at {@code next}, behind a version of this date and number. */
  PackedCursor(byte[] bytes, List<String> keys, int next, long created, long number) {
    this.bytes = bytes;
    this.keys = keys;
    this.next = next;
    this.created = created;
    this.number = number;
  }

  /** Goes to the next version; false if there is none. */
  boolean advance() {
    if (next == bytes.length) {
      return false;
    }
    int head = bytes[next++] & BYTE_MASK;
    key = key(head >>> KEY_SHIFT);
    uuid = (head & ID_IS_TEXT) == 0;
    idLength = uuid ? PackedId.UUID_BYTES : length(varint());
    require(idLength <= bytes.length - next);
    idAt = next;
    next += idLength;
    created += signed();
    number += signed();
    access = (head >>> ACCESS_SHIFT) & ACCESS_MASK;
    accessed =
        switch (access) {
          case NEVER -> 0;
          case DAY -> day(Math.floorDiv(created, DAY_LENGTH) + signed()) * DAY_LENGTH;
          case MOMENT -> signed();
          default -> throw damaged();
        };
    return true;
  }

  /**
   * Goes to the next version, of which only the id is read then; false if there is none. A search
   * takes a third of the time by this. Of bytes that were checked.
   */
  boolean skip() {
    byte[] all = bytes;
    int at = next;
    if (at == all.length) {
      return false;
    }
    int head = all[at++] & BYTE_MASK;
    if (head >>> KEY_SHIFT == FURTHER_KEY) {
      at = behindNumber(all, at);
    }
    uuid = (head & ID_IS_TEXT) == 0;
    idLength = PackedId.UUID_BYTES;
    if (!uuid) {
      next = at;
      idLength = length(varint());
      at = next;
    }
    idAt = at;
    at = behindNumber(all, behindNumber(all, at + idLength));
    next = (head >>> ACCESS_SHIFT & ACCESS_MASK) == NEVER ? at : behindNumber(all, at);
    return true;
  }

  private static int behindNumber(byte[] all, int at) {
    int last = at;
    while (all[last] < 0) {
      last++;
    }
    return last + 1;
  }

  private int key(int inHead) {
    long index = inHead;
    if (inHead == FURTHER_KEY) {
      long more = varint();
      require(more >= 0 && more < keys.size());
      index += more;
    }
    require(index < keys.size());
    return (int) index;
  }

  private int length(long told) {
    require(told >= 0 && told <= bytes.length);
    return (int) told;
  }

  private static long day(long day) {
    require(day >= -LAST_DAY && day <= LAST_DAY);
    return day;
  }

  private long signed() {
    long number = varint();
    return (number >>> 1) ^ -(number & 1);
  }

  /** Seven bits in each byte, the lowest first; the eighth says that another byte follows. */
  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += SEVEN) {
      require(next < bytes.length);
      byte part = bytes[next++];
      value |= (long) (part & LOW_BITS) << shift;
      if (part >= 0) {
        // A number has one form: no empty byte at its end, and no bits beyond the 64th.
        require((part != 0 || shift == 0) && (shift < Long.SIZE - 1 || part == 1));
        return value;
      }
    }
    throw damaged();
  }

  /** Tells whether the version has this id. */
  boolean has(PackedId id) {
    return id.is(uuid, bytes, idAt, idLength);
  }

  boolean hasUuid() {
    return uuid;
  }

  /** Returns {@link PackedId#digest} of the id, which is a UUID. */
  long digest() {
    return PackedId.digest(bytes, idAt);
  }

  VersionId id() {
    return uuid
        ? PackedId.readUuid(bytes, idAt)
        : new VersionId(new String(bytes, idAt, idLength, StandardCharsets.UTF_8));
  }

  /** Returns when the version was registered, in milliseconds since 1970. */
  long created() {
    return created;
  }

  long number() {
    return number;
  }

  /** Returns the place of the key among the keys. */
  int key() {
    return key;
  }

  String keyId() {
    return keys.get(key);
  }

  int access() {
    return access;
  }

  /** Returns when the version was last read, in milliseconds since 1970, or 0 for never. */
  long accessed() {
    return accessed;
  }

  int idLength() {
    return idLength;
  }

  void copyId(byte[] into, int at) {
    System.arraycopy(bytes, idAt, into, at, idLength);
  }

  Version version() {
    return new Version(
        id(),
        Instant.ofEpochMilli(created),
        number,
        keyId(),
        access == NEVER ? null : Instant.ofEpochMilli(accessed));
  }

  private static void require(boolean whole) {
    if (!whole) {
      throw damaged();
    }
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("packed versions are damaged");
  }
}
