package io.strongroom.core.secret;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Versions of one secret as bytes, oldest first, each id once: about 22 bytes for each, where
 * objects take 160. The same bytes are in the record of a secret, so that neither a put nor a write
 * of the record goes through them. Nothing in here is ever changed.
 *
 * <p>A version is, one part after the other:
 *
 * <ul>
 *   <li>a byte: its lowest bit is set if the id is not a UUID in canonical form; the next two say
 *       how the last access is kept (0 none, 1 a day, 2 a moment, 3 does not occur); the upper five
 *       are the place of its KMS key among the keys, or 31 for a place from there on;
 *   <li>for a place from 31 on: the place less 31, a number;
 *   <li>the id: the 16 bytes of a UUID, or the length in bytes, a number, and the text in UTF-8;
 *   <li>when it was registered, in milliseconds, less the same of the version before it: a signed
 *       number; the first one is less 0;
 *   <li>the number of its envelope, less the same of the version before it: a signed number;
 *   <li>the last access: the day since 1970 less the day on which it was registered, or the
 *       milliseconds since 1970 of a moment that is not 00:00 UTC: a signed number.
 * </ul>
 *
 * <p>A number has seven bits in each byte, the lowest first; the eighth bit says that another byte
 * follows. It has 64 bits at most and no more bytes than it needs. A signed number is written as
 * twice its amount, and one less if it is negative. Differences wrap around at 64 bits.
 *
 * <p>Keys are in the order in which the versions first name them, each once.
 */
final class PackedVersions {
  /** No versions. */
  static final PackedVersions NONE =
      new PackedVersions(new byte[0], List.of(), 0, 0, 0, Long.MAX_VALUE);

  private final byte[] bytes;
  private final List<String> keys;
  private final int size;
  private final long lastCreated;
  private final long lastNumber;
  private final long earliest;

  /** Takes over the bytes, which nobody changes from here on. */
  PackedVersions(
      byte[] bytes, List<String> keys, int size, long lastCreated, long lastNumber, long earliest) {
    this.bytes = bytes;
    this.keys = keys;
    this.size = size;
    this.lastCreated = lastCreated;
    this.lastNumber = lastNumber;
    this.earliest = earliest;
  }

  /**
   * Takes in what was stored, and looks at every byte of it once.
   *
   * @throws IllegalArgumentException if it is not what {@link VersionPacker} makes; it holds no
   *     content
   */
  static PackedVersions parse(byte[] bytes, List<String> keys) {
    PackedCursor cursor = new PackedCursor(bytes, keys);
    Set<VersionId> texts = new HashSet<>();
    long[] digests = new long[bytes.length / PackedId.UUID_BYTES];
    int uuids = 0;
    int size = 0;
    int named = 0;
    long earliest = Long.MAX_VALUE;
    while (cursor.advance()) {
      require(cursor.number() >= 0 && cursor.key() <= named);
      named = Math.max(named, cursor.key() + 1);
      require(
          cursor.access() != PackedCursor.MOMENT
              || cursor.accessed() % PackedCursor.DAY_LENGTH != 0);
      if (cursor.hasUuid()) {
        digests[uuids++] = cursor.digest();
      } else {
        require(texts.add(text(cursor)));
      }
      earliest = Math.min(earliest, cursor.created());
      size++;
    }
    require(named == keys.size() && new HashSet<>(keys).size() == named);
    PackedVersions parsed =
        new PackedVersions(
            bytes, List.copyOf(keys), size, cursor.created(), cursor.number(), earliest);
    require(areDistinct(digests, uuids) || parsed.hasDistinctIds());
    return parsed;
  }

  /** A text that is a UUID would have two forms. */
  private static VersionId text(PackedCursor cursor) {
    VersionId id = cursor.id();
    PackedId packed = PackedId.of(id);
    require(packed != null && !packed.isUuid() && cursor.has(packed));
    return id;
  }

  /** Sorting takes no longer for ids that were chosen for it, as a hash table might (DOS-5). */
  private static boolean areDistinct(long[] digests, int count) {
    Arrays.sort(digests, 0, count);
    for (int i = 1; i < count; i++) {
      if (digests[i] == digests[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private boolean hasDistinctIds() {
    Set<VersionId> ids = HashSet.newHashSet(size);
    PackedCursor cursor = cursor();
    while (cursor.advance()) {
      if (!ids.add(cursor.id())) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean whole) {
    if (!whole) {
      throw new IllegalArgumentException("packed versions are damaged");
    }
  }

  /** Returns the bytes, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  List<String> keys() {
    return keys;
  }

  int size() {
    return size;
  }

  /** Returns when the last version was registered, in milliseconds since 1970; 0 for none. */
  long lastCreated() {
    return lastCreated;
  }

  /** Returns the number of the last version, 0 for none. */
  long lastNumber() {
    return lastNumber;
  }

  /** Returns the earliest date of any version, in milliseconds since 1970. */
  long earliest() {
    return earliest;
  }

  /** Returns a cursor before the first version. */
  PackedCursor cursor() {
    return new PackedCursor(bytes, keys);
  }

  /** Returns a cursor behind {@code beginning}, which these versions begin with. */
  PackedCursor cursorBehind(PackedVersions beginning) {
    return new PackedCursor(
        bytes, keys, beginning.bytes.length, beginning.lastCreated, beginning.lastNumber);
  }

  /** Tells whether these are versions with the numbers of {@code beginning}, and maybe more. */
  boolean beginWith(PackedVersions beginning) {
    int length = beginning.bytes.length;
    return this == beginning
        || (bytes.length >= length && Arrays.equals(bytes, 0, length, beginning.bytes, 0, length));
  }

  /** Returns the place of a version, counted from 0 for the oldest, or -1. */
  int indexOf(VersionId id) {
    PackedId packed = size == 0 ? null : PackedId.of(id);
    if (packed == null) {
      return -1;
    }
    PackedCursor cursor = cursor();
    for (int i = 0; cursor.skip(); i++) {
      if (cursor.has(packed)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the versions at some places, oldest first. */
  List<Version> at(BitSet places) {
    Version[] found = new Version[places.cardinality()];
    PackedCursor cursor = cursor();
    int count = 0;
    for (int i = 0; count < found.length && cursor.advance(); i++) {
      if (places.get(i)) {
        found[count++] = cursor.version();
      }
    }
    return List.of(found);
  }

  /** Returns the places of the versions that were registered at {@code millis} or before. */
  BitSet madeUntil(long millis) {
    BitSet places = new BitSet(size);
    if (earliest <= millis) {
      PackedCursor cursor = cursor();
      for (int i = 0; cursor.advance(); i++) {
        places.set(i, cursor.created() <= millis);
      }
    }
    return places;
  }

  /** Adds all versions to a list, oldest first. */
  void addTo(List<Version> all) {
    PackedCursor cursor = cursor();
    while (cursor.advance()) {
      all.add(cursor.version());
    }
  }

  /** The same with others behind them, whose ids are new. */
  PackedVersions appending(List<Version> versions) {
    VersionPacker packer = new VersionPacker(this, versions.size());
    versions.forEach(packer::add);
    return packer.packed();
  }

  /** The same with another version at {@code index}. */
  PackedVersions replacing(int index, Version version) {
    VersionPacker packer = new VersionPacker(NONE, size);
    PackedCursor cursor = cursor();
    for (int i = 0; cursor.advance(); i++) {
      if (i == index) {
        packer.add(version);
      } else {
        packer.copy(cursor);
      }
    }
    return packer.packed();
  }

  /** The same without the versions at some places. */
  PackedVersions without(BitSet places) {
    if (places.isEmpty()) {
      return this;
    }
    VersionPacker packer = new VersionPacker(NONE, size - places.cardinality());
    PackedCursor cursor = cursor();
    for (int i = 0; cursor.advance(); i++) {
      if (!places.get(i)) {
        packer.copy(cursor);
      }
    }
    return packer.packed();
  }
}
