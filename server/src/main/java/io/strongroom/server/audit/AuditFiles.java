package io.strongroom.server.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log: {@code audit-<sequence of the first record>-<time>.jsonl}, so that their
 * names are in the order of their records. One is written to; when it is full another follows. For
 * one thread.
 *
 * <p>INVARIANT: whatever was flushed is never written to again. After a failed write or flush,
 * whose outcome nobody knows, all that was not flushed is written once more, at the same place.
 */
final class AuditFiles implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("audit-\\d{16}-\\d{8}T\\d{9}Z\\.jsonl");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern SEQUENCE = Pattern.compile(",\"sequence\":(\\d{1,18})}}$");

  /**
   * How far back the end of the last line is looked for: a line and what a crash left behind it.
   */
  private static final int MAX_TAIL = 4 << 20;

  private final Path directory;
  private final long maxBytes;
  private final int kept;
  private final Sheet.Opener opener;
  private long lastSequence;
  private @Nullable Sheet sheet;
  private long length;

  private AuditFiles(Path directory, long maxBytes, int kept, Sheet.Opener opener) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.kept = kept;
    this.opener = opener;
  }

  /**
   * Opens the log, and cuts off what a crash left of a last line.
   *
   * @throws IOException with one line that says why, if it cannot be read or written
   */
  static AuditFiles open(AuditSettings settings, Sheet.Opener opener) throws IOException {
    Path directory = settings.directory();
    AuditFiles files = new AuditFiles(directory, settings.fileBytes(), settings.files(), opener);
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectory(directory, mode(directory, "rwx------"));
        flushDirectory(directory.toAbsolutePath().getParent());
      }
      files.goOn();
      return files;
    } catch (IOException e) {
      throw new IOException("the audit log in " + directory + " cannot be written: " + e, e);
    }
  }

  /** Returns the files of a log in the order of their records. */
  static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private void goOn() throws IOException {
    List<Path> all = list(directory);
    for (int i = all.size() - 1; i >= 0; i--) {
      Path file = all.get(i);
      String line = cutToLastLine(file);
      if (line != null) {
        Matcher sequence = SEQUENCE.matcher(line);
        if (!sequence.find()) {
          throw new IOException("the last line of " + file + " is no audit record");
        }
        lastSequence = Long.parseLong(sequence.group(1));
        sheet = i == all.size() - 1 ? opener.open(file) : null;
        length = sheet == null ? 0 : Files.size(file);
        return;
      }
      // It holds nothing whole: the one that follows has the same number.
      Files.delete(file);
    }
  }

  /** Cuts a file behind its last whole line, and returns that line, or null if there is none. */
  private static @Nullable String cutToLastLine(Path file) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      long size = access.length();
      byte[] tail = new byte[(int) Math.min(size, MAX_TAIL)];
      access.seek(size - tail.length);
      access.readFully(tail);
      int end = lastLineEnd(tail, tail.length);
      if (end < 0) {
        if (size > tail.length) {
          throw new IOException(file + " ends with more than a line can have");
        }
        return null;
      }
      if (end + 1 < tail.length) {
        access.setLength(size - tail.length + end + 1);
        access.getFD().sync();
      }
      int start = lastLineEnd(tail, end) + 1;
      return new String(tail, start, end - start, StandardCharsets.UTF_8);
    }
  }

  private static int lastLineEnd(byte[] bytes, int before) {
    int at = before - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }

  /** Returns the sequence of the last record, 0 if there is none. */
  long lastSequence() {
    return lastSequence;
  }

  /**
   * Appends whole lines and flushes them. After an exception the same lines are to be given again,
   * before any others.
   *
   * @param last the sequence of the last of them
   */
  void append(ByteBuffer lines, long last, Instant now) throws IOException {
    int added = lines.remaining();
    boolean full = length > 0 && length + added > maxBytes;
    if (sheet == null || full) {
      turnOver(now);
    }
    Sheet open = Objects.requireNonNull(sheet);
    open.write(lines, length);
    open.force();
    length += added;
    lastSequence = last;
  }

  private void turnOver(Instant now) throws IOException {
    String name =
        String.format(Locale.ROOT, "audit-%016d-%s.jsonl", lastSequence + 1, TIME.format(now));
    Sheet next = opener.create(directory.resolve(name), mode(directory, "rw-------"));
    closeSheet();
    sheet = next;
    length = 0;
    prune();
  }

  private void prune() throws IOException {
    if (kept > 0) {
      List<Path> all = list(directory);
      for (int i = 0; i < all.size() - kept; i++) {
        Files.deleteIfExists(all.get(i));
      }
    }
  }

  private void closeSheet() {
    try {
      if (sheet != null) {
        sheet.close();
      }
    } catch (IOException e) {
      // What counts was flushed before; the rest is written elsewhere.
    }
    sheet = null;
  }

  @Override
  public void close() {
    closeSheet();
  }

  /** Makes all names in a directory durable. */
  static void flushDirectory(@Nullable Path directory) throws IOException {
    if (directory == null) {
      throw new NoSuchFileException("no parent");
    }
    if (isPosix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] mode(Path file, String mode) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
