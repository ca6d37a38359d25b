package io.strongroom.server.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that nobody else may look into, for files of requests. What an earlier run left in it
 * is removed.
 */
public final class ScratchDirectory implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes the directory, or empties it.
   *
   * @param path null for a new one in the system's place for temporary files
   * @throws IOException if it cannot be made or emptied
   */
  public static ScratchDirectory open(@Nullable Path path) throws IOException {
    if (path == null) {
      return new ScratchDirectory(Files.createTempDirectory("strongroom-uploads-", PRIVATE));
    }
    if (Files.exists(path)) {
      empty(path);
      Files.setPosixFilePermissions(path, PRIVATE.value());
    } else {
      Files.createDirectory(path, PRIVATE);
    }
    return new ScratchDirectory(path);
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  /** Files only are expected: it is nobody's place for anything else. */
  private static void empty(Path directory) throws IOException {
    List<Path> left;
    try (Stream<Path> entries = Files.list(directory)) {
      left = entries.toList();
    }
    for (Path each : left) {
      Files.delete(each);
    }
  }

  /** Removes the directory and what is in it. */
  @Override
  public void close() {
    try {
      empty(path);
      Files.delete(path);
    } catch (IOException e) {
      System.getLogger(ScratchDirectory.class.getName())
          .log(System.Logger.Level.WARNING, "a directory for uploads was left: {0}", path);
    }
  }
}
