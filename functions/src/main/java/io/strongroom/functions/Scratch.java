package io.strongroom.functions;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The temporary directory of one process, where the sandbox does not make one. The function may
 * fill it with anything: links that lead elsewhere, directories a hundred thousand deep,
 * directories that nobody may enter. Neither measuring nor removing follows a link or goes deep.
 */
final class Scratch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Scratch.class.getName());

  /** How many files a function may have in it. */
  static final int MAX_FILES = 10_000;

  private static final int MAX_DEPTH = 64;

  private final Path path;

  private Scratch(Path path) {
    this.path = path;
  }

  /** Makes an empty directory below {@code parent}. */
  static Scratch in(Path parent, Sandbox sandbox) throws IOException {
    Path path =
        Files.createTempDirectory(
            parent,
            "run",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    sandbox.own(path);
    return new Scratch(path);
  }

  Path path() {
    return path;
  }

  /** Tells whether there is more in it than {@code bytes}, or too many files, or too deep. */
  boolean holdsMoreThan(long bytes) {
    Measure measure = new Measure(bytes);
    try {
      Files.walkFileTree(path, measure);
    } catch (IOException e) {
      // Something went away while it was looked at; the next look will do.
      return false;
    }
    return measure.exceeded;
  }

  /** Adds up what files say their lengths are, which is no less than what they take. */
  private static final class Measure extends SimpleFileVisitor<Path> {
    private final long limit;
    private long bytes;
    private int files;
    private int depth;
    private boolean exceeded;

    Measure(long limit) {
      this.limit = limit;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      depth++;
      return count(0);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
      depth--;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return count(attributes.size());
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return count(0);
    }

    private FileVisitResult count(long size) {
      files++;
      bytes += size;
      exceeded = files > MAX_FILES || bytes > limit || depth > MAX_DEPTH;
      return exceeded ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
  }

  @Override
  public void close() {
    remove(path);
  }

  /** Removes a directory with all that is in it. */
  static void remove(Path path) {
    try {
      Path parent = path.toAbsolutePath().getParent();
      if (parent == null) {
        throw new IOException("it is no directory of the server's");
      }
      // In a new directory all names are the server's own.
      Path top = Files.createTempDirectory(parent, "end");
      Files.move(path, top.resolve("0"));
      flatten(top);
      Files.delete(top);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the directory " + path + " cannot be removed: " + e);
    }
  }

  /**
   * Empties a directory of directories: files are deleted, and what is a level below is moved up,
   * so that there is never more than one level to enter.
   */
  private static void flatten(Path path) throws IOException {
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(path)) {
      if (!(opened instanceof SecureDirectoryStream<Path> top)) {
        throw new IOException("this system cannot remove it safely");
      }
      long last = 0;
      for (long next = 0; next <= last; next++) {
        Path name = Path.of(Long.toString(next));
        makeEnterable(path.resolve(name));
        last = moveUp(top, path, name, last);
        top.deleteDirectory(name);
      }
    }
  }

  /** Deletes the files of a directory and moves its directories up; returns the last's number. */
  private static long moveUp(
      SecureDirectoryStream<Path> top, Path path, Path directory, long before) throws IOException {
    long last = before;
    try (SecureDirectoryStream<Path> below =
        top.newDirectoryStream(directory, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : below) {
        Path name = entry.getFileName();
        if (isDirectory(below, name)) {
          makeEnterable(path.resolve(directory).resolve(name));
          last++;
          below.move(name, top, Path.of(Long.toString(last)));
        } else {
          below.deleteFile(name);
        }
      }
    }
    return last;
  }

  private static boolean isDirectory(SecureDirectoryStream<Path> in, Path name) throws IOException {
    return in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes()
        .isDirectory();
  }

  /** Lets the server in where it is not root. All processes that could put a link here are gone. */
  private static void makeEnterable(Path directory) throws IOException {
    if (!Files.isExecutable(directory) || !Files.isWritable(directory)) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
