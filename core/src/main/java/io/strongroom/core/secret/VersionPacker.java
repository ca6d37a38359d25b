package io.strongroom.core.secret;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packs one version after the other, behind others that are packed already. */
final class VersionPacker {
  /** What most versions take at most. */
  private static final int TYPICAL_BYTES = 26;

  /** What a version takes besides its id: a byte and five numbers of up to ten bytes. */
  private static final int MOST_BESIDES_ID = 51;

  private static final int HIGH_BIT = 0x80;
  private static final int LOW_BITS = 0x7f;
  private static final int SEVEN = 7;

  private final PackedVersions before;
  private final List<String> keys;
  private byte[] bytes;
  private int length;
  private int count;
  private long lastCreated;
  private long lastNumber;
  private long earliest;

  /** Begins behind {@code before}, whose bytes are not looked at. */
  VersionPacker(PackedVersions before, int expected) {
    this.before = before;
    this.keys = new ArrayList<>(before.keys());
    this.bytes = new byte[expected * TYPICAL_BYTES + MOST_BESIDES_ID];
    this.count = before.size();
    this.lastCreated = before.lastCreated();
    this.lastNumber = before.lastNumber();
    this.earliest = before.earliest();
  }

  /**
   * Adds a version.
   *
   * @throws IllegalArgumentException if its id is no text, or a date is out of the range of
   *     milliseconds
   */
  void add(Version version) {
    PackedId id = PackedId.of(version.id());
    if (id == null) {
      throw new IllegalArgumentException("a version id holds half a surrogate pair");
    }
    Instant accessed = version.accessed();
    long millis = accessed == null ? 0 : millis(accessed);
    int access = access(accessed != null, millis);
    begin(id.isUuid(), access, version.keyId(), id.length());
    id.write(bytes, length);
    length += id.length();
    end(millis(version.created()), version.number(), access, millis);
  }

  private static long millis(Instant date) {
    try {
      return date.toEpochMilli();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a date is out of range", e);
    }
  }

  private static int access(boolean known, long millis) {
    if (!known) {
      return PackedCursor.NEVER;
    }
    return millis % PackedCursor.DAY_LENGTH == 0 ? PackedCursor.DAY : PackedCursor.MOMENT;
  }

  /** Adds the version at which a cursor stands. */
  void copy(PackedCursor from) {
    begin(from.hasUuid(), from.access(), from.keyId(), from.idLength());
    from.copyId(bytes, length);
    length += from.idLength();
    end(from.created(), from.number(), from.access(), from.accessed());
  }

  private void begin(boolean uuid, int access, String keyId, int idLength) {
    int room = MOST_BESIDES_ID + idLength;
    if (bytes.length - length < room) {
      bytes = Arrays.copyOf(bytes, Math.max(length + room, length * 2));
    }
    int key = key(keyId);
    int keyInHead = Math.min(key, PackedCursor.FURTHER_KEY);
    bytes[length++] =
        (byte)
            (keyInHead << PackedCursor.KEY_SHIFT
                | access << PackedCursor.ACCESS_SHIFT
                | (uuid ? 0 : PackedCursor.ID_IS_TEXT));
    if (keyInHead == PackedCursor.FURTHER_KEY) {
      varint(key - PackedCursor.FURTHER_KEY);
    }
    if (!uuid) {
      varint(idLength);
    }
  }

  private void end(long created, long number, int access, long accessed) {
    signed(created - lastCreated);
    signed(number - lastNumber);
    if (access == PackedCursor.DAY) {
      long madeOn = Math.floorDiv(created, PackedCursor.DAY_LENGTH);
      signed(accessed / PackedCursor.DAY_LENGTH - madeOn);
    } else if (access == PackedCursor.MOMENT) {
      signed(accessed);
    }
    lastCreated = created;
    lastNumber = number;
    earliest = Math.min(earliest, created);
    count++;
  }

  private int key(String keyId) {
    int key = keys.indexOf(keyId);
    if (key < 0) {
      key = keys.size();
      keys.add(keyId);
    }
    return key;
  }

  private void signed(long number) {
    varint((number << 1) ^ (number >> (Long.SIZE - 1)));
  }

  private void varint(long number) {
    long rest = number;
    while ((rest & ~LOW_BITS) != 0) {
      bytes[length++] = (byte) ((rest & LOW_BITS) | HIGH_BIT);
      rest >>>= SEVEN;
    }
    bytes[length++] = (byte) rest;
  }

  /** Returns what was there before and all that was added. */
  PackedVersions packed() {
    byte[] packed = Arrays.copyOf(before.bytes(), before.bytes().length + length);
    System.arraycopy(bytes, 0, packed, before.bytes().length, length);
    boolean sameKeys = keys.size() == before.keys().size();
    return new PackedVersions(
        packed,
        sameKeys ? before.keys() : List.copyOf(keys),
        count,
        lastCreated,
        lastNumber,
        earliest);
  }
}
