package io.strongroom.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that holds a root key: one line, {@code strongroom-root-key-1:} and 64 hexadecimal
 * digits in lower case. It lies outside the data directory and is looked after like a password
 * (requirement KEY-1).
 */
public final class RootKeyFile {
  private static final byte[] PREFIX = "strongroom-root-key-1:".getBytes(US_ASCII);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);
  private static final int LINE_LENGTH = PREFIX.length + 2 * RootKey.LENGTH;

  private static final int ROOT_UID = 0;
  private static final int PERMISSIONS = 07777;
  private static final int OWNER_READS = 0400;
  private static final int OWNER_READS_AND_WRITES = 0600;
  private static final int GROUP_WRITES = 0020;
  private static final int WORLD_READS_OR_WRITES = 0006;

  private RootKeyFile() {}

  /**
   * Reads a root key. A symbolic link is followed. Where the file system knows owners and modes,
   * the file belongs to the user this process runs as and has mode 0400 or 0600, or it belongs to
   * root, only root can write it, and the world cannot read it (which is how orchestrators mount
   * secrets).
   *
   * @throws RootKeyException if there is no such regular file, if others may read or change it, or
   *     if its content is not a root key
   */
  public static RootKey read(Path path) throws RootKeyException {
    byte[] line = new byte[LINE_LENGTH + 2];
    try {
      // Links are followed once, so that a link turned meanwhile does not split checks from
      // reading.
      Path file = path.toRealPath();
      if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
        throw refused(path, "is not a regular file");
      }
      requirePrivate(path, file);
      try (SensitiveBytes bytes = parse(path, line, fill(file, line))) {
        return RootKey.of(bytes);
      }
    } catch (NoSuchFileException e) {
      throw new RootKeyException(text(path, "does not exist"), e);
    } catch (AccessDeniedException e) {
      throw new RootKeyException(text(path, "may not be read by this process"), e);
    } catch (IOException e) {
      throw new RootKeyException(text(path, "cannot be read"), e);
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  /**
   * Writes {@code key} into a new file with mode 0600 and flushes the file and its directory.
   *
   * @throws RootKeyException if the file exists, which is never overwritten, or cannot be written
   */
  public static void create(Path path, RootKey key) throws RootKeyException {
    byte[] line = format(key);
    try {
      write(path, line);
    } catch (FileAlreadyExistsException e) {
      throw new RootKeyException(text(path, "exists already and is not overwritten"), e);
    } catch (NoSuchFileException e) {
      throw new RootKeyException(text(path, "cannot be written: there is no such directory"), e);
    } catch (IOException e) {
      throw new RootKeyException(text(path, "cannot be written"), e);
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  /**
   * Says what is wrong with a file of this owner and mode for a process of this user, or null.
   *
   * @param mode the mode bits of the file, its type among them
   */
  static @Nullable String objection(int owner, int mode, int processUser) {
    if (owner != ROOT_UID && owner != processUser) {
      return "belongs to neither root nor the user this process runs as";
    }
    int permissions = mode & PERMISSIONS;
    if (permissions == OWNER_READS || permissions == OWNER_READS_AND_WRITES) {
      return null;
    }
    if (owner != ROOT_UID) {
      return "has a mode other than 0400 or 0600";
    }
    if ((permissions & (GROUP_WRITES | WORLD_READS_OR_WRITES)) != 0) {
      return "belongs to root, but its group can write it or the world can read or write it";
    }
    return null;
  }

  private static void requirePrivate(Path path, Path file) throws IOException, RootKeyException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,mode", NOFOLLOW_LINKS);
    if (attributes.get("uid") instanceof Integer owner
        && attributes.get("mode") instanceof Integer mode) {
      String objection = objection(owner, mode, (int) new UnixSystem().getUid());
      if (objection != null) {
        throw refused(path, objection);
      }
      return;
    }
    throw refused(path, "has no owner or mode that could be checked");
  }

  /** Reads until {@code line} is full or the file ends, and returns how many bytes were read. */
  private static int fill(Path file, byte[] line) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(line, 0, line.length);
    }
  }

  private static SensitiveBytes parse(Path path, byte[] line, int length) throws RootKeyException {
    boolean ended = length == LINE_LENGTH + 1 && line[LINE_LENGTH] == '\n';
    boolean prefixed = Arrays.equals(line, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    if (!prefixed || (length != LINE_LENGTH && !ended)) {
      throw malformed(path);
    }
    byte[] key = new byte[RootKey.LENGTH];
    for (int i = 0; i < key.length; i++) {
      int high = digit(line[PREFIX.length + 2 * i]);
      int low = digit(line[PREFIX.length + 2 * i + 1]);
      if (high < 0 || low < 0) {
        Arrays.fill(key, (byte) 0);
        throw malformed(path);
      }
      key[i] = (byte) (high << 4 | low);
    }
    return SensitiveBytes.owning(key);
  }

  private static int digit(byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
  }

  private static byte[] format(RootKey key) {
    byte[] line = Arrays.copyOf(PREFIX, LINE_LENGTH + 1);
    byte[] bytes = key.copy();
    for (int i = 0; i < bytes.length; i++) {
      line[PREFIX.length + 2 * i] = DIGITS[(bytes[i] & 0xf0) >>> 4];
      line[PREFIX.length + 2 * i + 1] = DIGITS[bytes[i] & 0x0f];
    }
    line[LINE_LENGTH] = '\n';
    Arrays.fill(bytes, (byte) 0);
    return line;
  }

  private static void write(Path path, byte[] line) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(path, Set.of(CREATE_NEW, WRITE), attributes)) {
      writeThrough(channel, line);
    }
    Path directory = path.toAbsolutePath().getParent();
    if (posix && directory != null) {
      // A new name is durable once its directory is; other systems cannot be asked for this.
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }

  private static void writeThrough(FileChannel channel, byte[] line) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(line);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  private static RootKeyException malformed(Path path) {
    return refused(path, "does not hold one line of strongroom-root-key-1: and 64 hex digits");
  }

  private static RootKeyException refused(Path path, String fault) {
    return new RootKeyException(text(path, fault));
  }

  private static String text(Path path, String fault) {
    return "root key file " + path + " " + fault;
  }
}
