package io.strongroom.server.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/** A file that the configuration names: read within a bound, and told about in one line. */
public final class OperatorFile {

  /** What other users could do to a file. That a group reads it is an operator's choice. */
  private static final Set<PosixFilePermission> OPEN =
      Set.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private OperatorFile() {}

  /**
   * Reads a file.
   *
   * @param name what the file is called in errors
   * @param maxBytes the most that it may hold
   * @return its bytes, which the caller overwrites if they are secret
   * @throws IOException if it is missing, too large or cannot be read; the message begins with
   *     {@code name}
   */
  public static byte[] read(Path file, String name, int maxBytes) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(name + " is not a regular file");
    }
    byte[] text = content(file, name, maxBytes);
    if (text.length > maxBytes) {
      Arrays.fill(text, (byte) 0);
      throw new IOException(name + " is larger than " + maxBytes + " bytes");
    }
    return text;
  }

  private static byte[] content(Path file, String name, int maxBytes) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(maxBytes + 1);
    } catch (NoSuchFileException e) {
      throw new IOException(name + " does not exist", e);
    } catch (AccessDeniedException e) {
      throw new IOException(name + " may not be read by this process", e);
    } catch (IOException e) {
      throw new IOException(name + " cannot be read", e);
    }
  }

  /**
   * Refuses a file that other users can read or change, where the file system knows modes.
   *
   * @param name what the file is called in errors
   * @throws IOException if it is open; the message begins with {@code name}
   */
  public static void requirePrivate(Path file, String name) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions;
    try {
      permissions = view.readAttributes().permissions();
    } catch (IOException e) {
      throw new IOException(name + " has no mode that could be checked", e);
    }
    if (permissions.stream().anyMatch(OPEN::contains)) {
      throw new IOException(name + " is open to other users; chmod 600 closes it");
    }
  }
}
