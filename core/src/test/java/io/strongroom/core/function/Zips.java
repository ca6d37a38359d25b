package io.strongroom.core.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.keys.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip files, good and bad ones. */
final class Zips {
  private static final int ENTRY = 0x02014b50;
  private static final int MADE_BY_AT = 4;
  private static final int NAME_LENGTH_AT = 28;
  private static final int EXTRA_LENGTH_AT = 30;
  private static final int COMMENT_LENGTH_AT = 32;
  private static final int ATTRIBUTES_AT = 38;
  private static final int HEADER = 46;
  private static final int UNIX = 3 << 8;

  private Zips() {}

  /** Returns a zip file; names and contents in turn. */
  static byte[] of(String... namesAndContents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(namesAndContents[i + 1].getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns the zip file with a Unix mode for the entry at a place. */
  static byte[] mode(byte[] zip, int place, int mode) {
    byte[] changed = zip.clone();
    ByteBuffer bytes = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    int at = directory(bytes);
    for (int i = 0; i < place; i++) {
      at += HEADER;
      int start = at - HEADER;
      at += bytes.getShort(start + NAME_LENGTH_AT) + bytes.getShort(start + EXTRA_LENGTH_AT);
      at += bytes.getShort(start + COMMENT_LENGTH_AT);
    }
    bytes.putShort(at + MADE_BY_AT, (short) UNIX);
    bytes.putInt(at + ATTRIBUTES_AT, mode << 16);
    return changed;
  }

  private static int directory(ByteBuffer bytes) {
    for (int at = 0; at < bytes.limit() - 3; at++) {
      if (bytes.getInt(at) == ENTRY) {
        return at;
      }
    }
    throw new IllegalArgumentException("no zip file");
  }

  /** Returns the zip file with every occurrence of a name replaced by one as long. */
  static byte[] renamed(byte[] zip, String before, String after) {
    String text = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.replace(before, after).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** Puts a zip file into a directory. */
  static CodeFile file(Path directory, byte[] zip) {
    try {
      Path path = Files.write(Files.createTempFile(directory, "code-", ".zip"), zip);
      return new CodeFile(path, code(zip));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Code code(byte[] zip) {
    return new Code(HexFormat.of().formatHex(Sha256.hash(zip)), zip.length);
  }
}
