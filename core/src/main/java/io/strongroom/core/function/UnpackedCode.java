package io.strongroom.core.function;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The code of functions as it runs: unpacked at first use, once for each digest, into a directory
 * that nobody writes afterwards. What is there from an earlier run is removed first, so that
 * nothing but the store decides what runs.
 */
public final class UnpackedCode {
  private final FunctionStore store;
  private final Path root;

  private UnpackedCode(FunctionStore store, Path root) {
    this.store = store;
    this.root = root;
  }

  /**
   * Begins with an empty directory.
   *
   * @param root is made if it is missing, and emptied; functions must be able to reach it
   * @throws IOException if it cannot be made or emptied
   */
  public static UnpackedCode in(Path root, FunctionStore store) throws IOException {
    if (Files.exists(root)) {
      remove(root);
    }
    Files.createDirectories(root);
    // Whatever the process's umask: functions pass through it, and nobody lists it.
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    return new UnpackedCode(store, root);
  }

  /**
   * Returns the directory that holds the code of a function.
   *
   * @throws IOException if it cannot be unpacked, or the function was changed meanwhile
   * @throws IllegalArgumentException for a function that runs a built-in rotator, which has no code
   */
  public Path of(Function function) throws IOException {
    return switch (function.source()) {
      case Source.LocalDirectory(Path directory) -> directory;
      case Source.Uploaded(Code code) -> unpacked(code);
      case Source.BuiltIn _ ->
          throw new IllegalArgumentException(function.arn() + " has no code of its own");
    };
  }

  /** One caller unpacks, and those that come meanwhile wait. */
  private synchronized Path unpacked(Code code) throws IOException {
    Path ready = root.resolve(code.sha256());
    if (Files.isDirectory(ready)) {
      return ready;
    }
    Path zip = root.resolve("unfinished.zip");
    Path unfinished = root.resolve("unfinished");
    try {
      try (OutputStream out = Files.newOutputStream(zip)) {
        if (!store.readCode(code, out)) {
          throw new IOException("the code of the function is not in the store");
        }
      }
      Files.createDirectory(unfinished);
      CodePackage.unpack(zip, unfinished);
      // A directory that nobody may write cannot be moved on some systems.
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
      Files.setPosixFilePermissions(ready, PosixFilePermissions.fromString("r-xr-xr-x"));
      return ready;
    } finally {
      Files.deleteIfExists(zip);
      if (Files.exists(unfinished)) {
        remove(unfinished);
      }
    }
  }

  /** Removes a directory and all in it; links are removed and not followed. */
  private static void remove(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
