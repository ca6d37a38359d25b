package io.strongroom.store.sqlite;

import static java.nio.file.StandardOpenOption.READ;

import io.strongroom.store.sql.StoreOpenException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of one store: its names, its modes (requirement MEM-6), and the flush that makes a
 * new name in it durable (DUR-1).
 */
record StoreDirectory(Path path) {
  /** The name of the database. */
  static final String DATABASE = "strongroom.db";

  private static final String LOCK = "lock";
  private static final String RESERVE = "reserve";
  private static final String DIRECTORY_MODE = "rwx------";
  private static final String FILE_MODE = "rw-------";

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  /** Returns the directory of a store that exists, if only its owner can look into it. */
  static StoreDirectory existing(Path path) throws StoreOpenException {
    StoreDirectory directory = new StoreDirectory(path);
    try {
      if (!Files.isDirectory(path) || !Files.exists(directory.database())) {
        throw new StoreOpenException("there is no store in " + path);
      }
      directory.requirePrivate(path);
      directory.requirePrivate(directory.database());
      return directory;
    } catch (IOException e) {
      throw new StoreOpenException("the store in " + path + " cannot be read by this process", e);
    }
  }

  /** Makes the directory of a new store, or takes an empty one that only its owner can read. */
  static StoreDirectory create(Path path) throws StoreOpenException {
    StoreDirectory directory = new StoreDirectory(path);
    try {
      if (!Files.exists(path)) {
        Files.createDirectory(path, directory.mode(DIRECTORY_MODE));
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
          flush(parent);
        }
      }
      directory.requirePrivate(path);
      try (Stream<Path> content = Files.list(path)) {
        if (content.findAny().isPresent()) {
          throw new StoreOpenException("the directory " + path + " is not empty");
        }
      }
      return directory;
    } catch (NoSuchFileException e) {
      throw new StoreOpenException(
          "the directory " + path + " cannot be made: its parent does not exist", e);
    } catch (NotDirectoryException e) {
      throw new StoreOpenException(path + " is not a directory", e);
    } catch (IOException e) {
      throw new StoreOpenException("the directory " + path + " cannot be written", e);
    }
  }

  Path database() {
    return path.resolve(DATABASE);
  }

  /** The log that the engine keeps beside the database. */
  Path log() {
    return path.resolve(DATABASE + "-wal");
  }

  /** One of the two files of the journal. */
  Path journal(int which) {
    return path.resolve("strongroom.journal-" + which);
  }

  /** Tells whether both files of the journal are there. */
  boolean hasJournal() {
    return Files.exists(journal(0)) && Files.exists(journal(1));
  }

  /** Forgets the journal, of which the database has everything. */
  void deleteJournal() throws IOException {
    Files.deleteIfExists(journal(0));
    Files.deleteIfExists(journal(1));
  }

  /** Returns how many bytes of the file system this process may still use. */
  long usableSpace() throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  Path reserve() {
    return path.resolve(RESERVE);
  }

  Path lock() {
    return path.resolve(LOCK);
  }

  /** The attributes of a new file that only its owner can read. */
  FileAttribute<?>[] fileMode() {
    return mode(FILE_MODE);
  }

  /** Makes all names in the directory durable. */
  void flush() throws IOException {
    flush(path);
  }

  private static void flush(Path directory) throws IOException {
    if (isPosix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }

  private FileAttribute<?>[] mode(String mode) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private void requirePrivate(Path file) throws IOException, StoreOpenException {
    if (!isPosix(file)) {
      return;
    }
    Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
    for (PosixFilePermission permission : OTHERS) {
      if (granted.contains(permission)) {
        throw new StoreOpenException(
            "%s has mode %s: only its owner may have access (chmod go= %s)"
                .formatted(file, PosixFilePermissions.toString(granted), file));
      }
    }
    if (!Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
