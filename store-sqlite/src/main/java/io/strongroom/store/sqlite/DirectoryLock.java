package io.strongroom.store.sqlite;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.strongroom.store.sql.StoreOpenException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store to one process, and to one use in it. The operating system drops the lock when the
 * process ends, however it ends (requirement DUR-4).
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * What this process has locked. POSIX drops a process's lock on a file as soon as the process
   * closes any descriptor of that file, so a second attempt must not even open it.
   */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Object key;
  private final FileChannel channel;

  private DirectoryLock(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /** Takes the lock, or refuses because somebody else has it. */
  static DirectoryLock take(StoreDirectory directory) throws StoreOpenException {
    DirectoryLock lock = takeIfFree(directory);
    if (lock == null) {
      throw new StoreOpenException("the store in " + directory.path() + " is in use");
    }
    return lock;
  }

  /** Takes the lock, or returns null because somebody else has it. */
  static @Nullable DirectoryLock takeIfFree(StoreDirectory directory) throws StoreOpenException {
    Object key;
    try {
      key = keyOf(directory.path());
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    if (!HELD.add(key)) {
      return null;
    }
    DirectoryLock lock = null;
    try {
      lock = tryLock(directory, key);
    } catch (IOException e) {
      throw unusable(directory, e);
    } finally {
      if (lock == null) {
        HELD.remove(key);
      }
    }
    return lock;
  }

  private static @Nullable DirectoryLock tryLock(StoreDirectory directory, Object key)
      throws IOException {
    FileChannel channel =
        FileChannel.open(directory.lock(), Set.of(CREATE, WRITE), directory.fileMode());
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? new DirectoryLock(key, channel) : null;
  }

  /** The same for all paths to one directory, where the file system tells. */
  private static Object keyOf(Path directory) throws IOException {
    Path real = directory.toRealPath();
    Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
    return Objects.requireNonNullElse(key, real);
  }

  private static StoreOpenException unusable(StoreDirectory directory, IOException e) {
    return new StoreOpenException(
        "the store in " + directory.path() + " cannot be locked by this process", e);
  }

  /** Gives the store free. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(key);
    }
  }
}
