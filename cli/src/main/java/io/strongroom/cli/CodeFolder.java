package io.strongroom.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The code of a function as it lies on this machine: a directory, or a zip file that is ready. */
final class CodeFolder {

  /** The longest zip file, in bytes. Source: Lambda quotas, "Deployment package". */
  static final long MAX_ZIP_BYTES = 50L << 20;

  /** The most that may be in it. Source: the same. */
  static final long MAX_BYTES = 250L << 20;

  /** The most files and directories; the server takes no more either. */
  static final int MAX_ENTRIES = 30_000;

  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> RUNS = PosixFilePermissions.fromString("rwxr-xr-x");

  private CodeFolder() {}

  /**
   * Returns the code as a zip file. Of the modes of files only whether they run is kept.
   *
   * @throws Refusal if there is too much, or anything but files and directories
   */
  static byte[] zipped(Path code) throws Refusal {
    try {
      if (Files.isRegularFile(code)) {
        return read(code);
      }
      if (!Files.isDirectory(code)) {
        throw new Refusal(code + " is neither a directory nor a zip file");
      }
      Path directory = Files.createTempDirectory("strongroom-code-");
      Path zip = directory.resolve("code.zip");
      try {
        pack(code, zip);
        return read(zip);
      } finally {
        boolean _ = Files.deleteIfExists(zip);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new Refusal(code + " cannot be read: " + e.getMessage());
    }
  }

  private static byte[] read(Path zip) throws IOException, Refusal {
    if (Files.size(zip) > MAX_ZIP_BYTES) {
      throw new Refusal("the code of a function has at most 50 MiB as a zip file");
    }
    return Files.readAllBytes(zip);
  }

  private static void pack(Path code, Path zip) throws IOException, Refusal {
    Map<String, Object> modes = Map.of("create", "true", "enablePosixFileAttributes", true);
    try (FileSystem files = FileSystems.newFileSystem(zip, modes)) {
      Packing packing = new Packing(code, files.getPath("/"));
      Path _ = Files.walkFileTree(code, packing);
      if (packing.objection != null) {
        throw new Refusal(packing.objection);
      }
      if (packing.entries == 0) {
        throw new Refusal(code + " is empty");
      }
    }
  }

  /** Copies a directory into a zip file, until something is wrong with it. */
  private static final class Packing extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private int entries;
    private long bytes;
    private @Nullable String objection;

    Packing(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    private Path placeOf(Path path) {
      return to.resolve(from.relativize(path).toString());
    }

    private FileVisitResult counted() {
      entries++;
      if (entries > MAX_ENTRIES) {
        objection = from + " holds more than " + MAX_ENTRIES + " files and directories";
      } else if (bytes > MAX_BYTES) {
        objection = from + " holds more than 250 MiB";
      }
      return objection == null ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      if (path.equals(from)) {
        return FileVisitResult.CONTINUE;
      }
      Path made = Files.createDirectory(placeOf(path));
      Path _ = Files.setPosixFilePermissions(made, RUNS);
      return counted();
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        objection = path + " is no plain file";
        return FileVisitResult.TERMINATE;
      }
      bytes += attributes.size();
      if (bytes <= MAX_BYTES) {
        Path copy = Files.copy(path, placeOf(path));
        Path _ = Files.setPosixFilePermissions(copy, Files.isExecutable(path) ? RUNS : PLAIN);
      }
      return counted();
    }
  }
}
