package io.strongroom.core.function;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the central directory of a zip file says of its entries that Java's own reader does not
 * tell: how many there are before memory is taken for them, and what kind each is on Unix.
 *
 * <p>Source: PKWARE APPNOTE 6.3.10, sections 4.3.12, 4.3.16 and 4.4.15.
 */
final class ZipDirectory {

  /** The longest central directory, in bytes: enough for the most entries with usual names. */
  static final int MAX_LENGTH = 4 << 20;

  private static final int END_LENGTH = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_COUNT_AT = 10;
  private static final int END_LENGTH_AT = 12;
  private static final int END_OFFSET_AT = 16;
  private static final int END_COMMENT_AT = 20;

  private static final int ENTRY_LENGTH = 46;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int NAME_LENGTH_AT = 28;
  private static final int EXTRA_LENGTH_AT = 30;
  private static final int COMMENT_LENGTH_AT = 32;
  private static final int ATTRIBUTES_AT = 38;
  private static final int MODE_SHIFT = 16;
  private static final int UNSIGNED_SHORT = 0xffff;

  private ZipDirectory() {}

  /**
   * Returns the Unix mode of each entry by its name; 0 where a zip file says none.
   *
   * @param maxEntries the most entries
   * @throws IOException if the file is no plain zip file, has more entries or a longer directory
   *     than it may, or two entries of one name
   */
  static Map<String, Integer> modes(Path zip, int maxEntries) throws IOException {
    try (FileChannel file = FileChannel.open(zip)) {
      ByteBuffer tail = tail(file);
      int at = endIn(tail);
      long endAt = file.size() - tail.limit() + at;
      ByteBuffer end = tail.slice(at, END_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
      int count = Short.toUnsignedInt(end.getShort(END_COUNT_AT));
      long length = Integer.toUnsignedLong(end.getInt(END_LENGTH_AT));
      long offset = Integer.toUnsignedLong(end.getInt(END_OFFSET_AT));
      require(count <= maxEntries && length <= MAX_LENGTH && offset + length == endAt);
      return modes(read(file, offset, (int) length), count);
    }
  }

  /** Reads as much of the end as a record and the longest comment behind it can take. */
  private static ByteBuffer tail(FileChannel file) throws IOException {
    int length = (int) Math.min(file.size(), END_LENGTH + UNSIGNED_SHORT);
    return read(file, file.size() - length, length);
  }

  /** Returns where the record begins whose comment reaches to the end of the file. */
  private static int endIn(ByteBuffer tail) throws IOException {
    for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
      int comment = tail.limit() - END_LENGTH - at;
      if (tail.getInt(at) == END_SIGNATURE
          && (tail.getShort(at + END_COMMENT_AT) & UNSIGNED_SHORT) == comment) {
        return at;
      }
    }
    throw new IOException("not a zip file");
  }

  private static Map<String, Integer> modes(ByteBuffer directory, int count) throws IOException {
    Map<String, Integer> modes = HashMap.newHashMap(count);
    while (directory.remaining() >= ENTRY_LENGTH) {
      ByteBuffer entry = directory.slice().order(ByteOrder.LITTLE_ENDIAN);
      require(entry.getInt(0) == ENTRY_SIGNATURE);
      int nameLength = entry.getShort(NAME_LENGTH_AT) & UNSIGNED_SHORT;
      int rest =
          (entry.getShort(EXTRA_LENGTH_AT) & UNSIGNED_SHORT)
              + (entry.getShort(COMMENT_LENGTH_AT) & UNSIGNED_SHORT);
      require(entry.remaining() >= ENTRY_LENGTH + nameLength + rest);
      String name =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(entry.slice(ENTRY_LENGTH, nameLength))
              .toString();
      int mode = entry.getInt(ATTRIBUTES_AT) >>> MODE_SHIFT;
      require(modes.putIfAbsent(name, mode) == null && modes.size() <= count);
      directory.position(directory.position() + ENTRY_LENGTH + nameLength + rest);
    }
    require(!directory.hasRemaining() && modes.size() == count);
    return modes;
  }

  private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    require(at >= 0);
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.position(at);
    while (bytes.hasRemaining()) {
      require(file.read(bytes) >= 0);
    }
    return bytes.flip();
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("not a zip file within the bounds");
    }
  }
}
