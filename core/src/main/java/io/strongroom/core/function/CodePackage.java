package io.strongroom.core.function;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The content of a zip file of code: plain files and directories below one place, within bounds. A
 * file is looked at as a whole before any of it is used.
 *
 * <p>Source of the bounds: Lambda developer guide, "Lambda quotas".
 *
 * @param entries how many files and directories there are
 * @param bytes how long all files are together
 */
public record CodePackage(int entries, long bytes) {

  /** The most that all files may have together, in bytes. */
  public static final long MAX_UNZIPPED = 250L << 20;

  /** The most files and directories. */
  public static final int MAX_ENTRIES = 30_000;

  /** The longest path of a file, in characters. */
  private static final int MAX_PATH = 1_024;

  private static final int PIECE = 64 << 10;

  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("r--r--r--");
  private static final Set<PosixFilePermission> RUNNABLE =
      PosixFilePermissions.fromString("r-xr-xr-x");
  private static final int ANY_RUNS = 0111;
  private static final int TYPE_MASK = 0170000;
  private static final int FILE_TYPE = 0100000;
  private static final int DIRECTORY_TYPE = 0040000;

  /** Tells whether there is no file in it. */
  public boolean isEmpty() {
    return bytes == 0 && entries == 0;
  }

  /** A file or a directory, and its mode on Unix. */
  private record Entry(String name, int mode) {}

  /** Takes what an entry holds. */
  @FunctionalInterface
  private interface Taker {
    /** Takes a file, or a directory for null. */
    void take(Entry entry, @Nullable InputStream content) throws IOException;
  }

  /**
   * Looks at a whole zip file: every name, every kind, every byte.
   *
   * @throws ServiceException InvalidParameterValueException for what is no zip file, is beyond the
   *     bounds, or would not unpack to plain files below one place
   */
  public static CodePackage check(CodeFile file) {
    byte[] piece = new byte[PIECE];
    try {
      return walk(
          file.path(),
          (_, content) -> {
            if (content != null) {
              while (content.read(piece) >= 0) {
                // To be read is all that the bytes are for: sizes and check sums may lie.
              }
            }
          });
    } catch (IOException e) {
      throw unreadable();
    }
  }

  /**
   * Unpacks a zip file that was checked: files that everybody can read and nobody can write.
   *
   * @param directory exists and is empty
   * @throws IOException if the file is damaged or the directory cannot be written
   */
  static void unpack(Path zip, Path directory) throws IOException {
    var _ =
        walk(
            zip,
            (entry, content) -> {
              Path path = directory.resolve(entry.name());
              if (content == null) {
                Files.createDirectories(path);
              } else {
                write(entry, content, path);
              }
            });
    closeDirectories(directory);
  }

  private static void write(Entry entry, InputStream content, Path path) throws IOException {
    Files.createDirectories(path.getParent());
    try (OutputStream out = Files.newOutputStream(path)) {
      content.transferTo(out);
    }
    boolean runs = (entry.mode() & ANY_RUNS) != 0;
    Files.setPosixFilePermissions(path, runs ? RUNNABLE : READABLE);
  }

  private static void closeDirectories(Path directory) throws IOException {
    List<Path> directories;
    try (var all = Files.walk(directory)) {
      directories = new ArrayList<>(all.filter(Files::isDirectory).toList());
    }
    // The innermost first: nothing can be changed in what is closed already.
    Collections.reverse(directories);
    for (Path each : directories) {
      Files.setPosixFilePermissions(each, RUNNABLE);
    }
  }

  private static CodePackage walk(Path zip, Taker taker) throws IOException {
    Map<String, Integer> modes = ZipDirectory.modes(zip, MAX_ENTRIES);
    modes.forEach(CodePackage::requirePlain);
    requireNoFileAsDirectory(modes.keySet());
    try (ZipFile file = new ZipFile(zip.toFile())) {
      long bytes = 0;
      for (ZipEntry entry : Collections.list(file.entries())) {
        Entry taken = new Entry(entry.getName(), modes.getOrDefault(entry.getName(), 0));
        if (entry.isDirectory()) {
          taker.take(taken, null);
        } else {
          try (Bounded content = new Bounded(file.getInputStream(entry), bytes)) {
            taker.take(taken, content);
            bytes = content.total();
          }
        }
      }
      return new CodePackage(modes.size(), bytes);
    } catch (IllegalArgumentException e) {
      throw new IOException("the zip file is malformed", e);
    }
  }

  private static void requirePlain(String name, int mode) {
    int expected = name.endsWith("/") ? DIRECTORY_TYPE : FILE_TYPE;
    int type = mode & TYPE_MASK;
    if (type != 0 && type != expected) {
      throw invalid("The zip file has an entry that is neither a file nor a directory.");
    }
    if (!isBelow(name)) {
      throw invalid("The zip file has an entry whose name is no path below the root.");
    }
  }

  private static void requireNoFileAsDirectory(Set<String> names) {
    for (String name : names) {
      for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
        if (names.contains(name.substring(0, slash))) {
          throw invalid("The zip file has an entry that is both a file and a directory.");
        }
      }
    }
  }

  /** Tells whether a name is a relative path of plain pieces. */
  private static boolean isBelow(String name) {
    if (name.isEmpty() || name.length() > MAX_PATH) {
      return false;
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String piece : path.split("/", -1)) {
      boolean plain =
          !piece.isEmpty()
              && !piece.equals(".")
              && !piece.equals("..")
              && piece.indexOf('\\') < 0
              && piece.chars().noneMatch(c -> c < ' ' || c == 0x7f);
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static ServiceException unreadable() {
    return invalid(
        "Could not unzip uploaded file. Please check your file, then try to upload again.");
  }

  private static ServiceException invalid(String text) {
    return new ServiceException(ErrorCode.LAMBDA_INVALID_PARAMETER, text);
  }

  /** Counts what is read of all files, whatever the zip file says of their sizes. */
  private static final class Bounded extends FilterInputStream {
    private long total;

    Bounded(InputStream content, long before) {
      super(content);
      this.total = before;
    }

    long total() {
      return total;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      int read = super.read(into, from, count);
      total += Math.max(0, read);
      if (total > MAX_UNZIPPED) {
        throw invalid("Unzipped size must be smaller than " + MAX_UNZIPPED + " bytes");
      }
      return read;
    }
  }
}
