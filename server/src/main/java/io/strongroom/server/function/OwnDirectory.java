package io.strongroom.server.function;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A temporary directory of this process that goes with it. A process that is killed leaves its
 * directory behind, and the next one that makes one removes it: whose lock is held, lives.
 */
final class OwnDirectory implements AutoCloseable {
  private static final String PREFIX = "strongroom-functions-";
  private static final String LOCK = "lock";

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * Those of this process. Their locks are not tried: a process that closes a file loses the locks
   * that it has on it by whatever descriptor.
   */
  private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

  private static final System.Logger LOG = System.getLogger(OwnDirectory.class.getName());

  private final Path path;
  private final FileChannel lock;

  private OwnDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes one in the system's place for temporary files.
   *
   * @throws IOException if that cannot be done
   */
  static OwnDirectory make(Set<PosixFilePermission> permissions) throws IOException {
    return make(Path.of(System.getProperty("java.io.tmpdir")), permissions);
  }

  /** Makes one in a place of the caller's choice. */
  static OwnDirectory make(Path place, Set<PosixFilePermission> permissions) throws IOException {
    removeLeft(place);
    Path path = Files.createTempDirectory(place, PREFIX, PRIVATE);
    FileChannel lock =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    LIVING.add(path);
    FileLock _ = lock.lock();
    // Only now: what a directory is made with is less by the process's umask.
    Files.setPosixFilePermissions(path, permissions);
    return new OwnDirectory(path, lock);
  }

  /** Returns where it is. */
  Path path() {
    return path;
  }

  private static void removeLeft(Path place) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(place, PREFIX + "*")) {
      for (Path each : all) {
        if (!LIVING.contains(each) && isLeft(each)) {
          remove(each);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "directories that servers left in {0} were not looked for", place);
    }
  }

  /** One without a lock is just being made, or is none of ours. */
  private static boolean isLeft(Path directory) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException _) {
      return false;
    }
  }

  /** Links are removed and not followed. */
  private static void remove(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Path parent = each.getParent();
        if (parent != null && !Files.isWritable(parent)) {
          Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
        }
        Files.delete(each);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "the directory {0} of functions was not removed", directory);
    }
  }

  /** Removes the directory and all in it. */
  @Override
  public void close() {
    remove(path);
    LIVING.remove(path);
    try {
      lock.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a lock in a directory that is gone was not closed", e);
    }
  }
}
