package io.strongroom.functions;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The logs of functions, below one directory: {@code <account>/<region>/<name>.log}, and what was
 * before it in {@code <name>.log.1}. A file that is full becomes the older one. Only the server's
 * user may read them.
 */
public final class FunctionLogs {
  private static final System.Logger LOG = System.getLogger(FunctionLogs.class.getName());
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  /** How many functions' logs are written at once without waiting for each other. */
  private static final int LOCKS = 64;

  private final Path directory;
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  /**
   * @param directory where the logs are, or will be
   */
  public FunctionLogs(Path directory) {
    this.directory = directory;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /**
   * Returns what a function's log holds, the oldest first; nothing if it never ran. Bytes that are
   * no text and control characters are shown by other characters.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a function could not have that name
   */
  public String read(String account, String region, String name) throws IOException {
    Path file = file(account, region, name);
    ReentrantLock lock = lock(file);
    lock.lock();
    try {
      String text = read(older(file)) + read(file);
      return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    } finally {
      lock.unlock();
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      // It never ran, or not enough for a second file.
      return "";
    }
  }

  /**
   * Adds to a function's log. What cannot be written is lost: a full disk must not keep secrets
   * from being rotated.
   */
  void append(FunctionSpec spec, byte[] bytes, int fileBytes) {
    Path file = file(spec.account(), spec.region(), spec.name());
    ReentrantLock lock = lock(file);
    lock.lock();
    try {
      append(file, bytes, fileBytes);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the log " + file + " cannot be written: " + e);
    } finally {
      lock.unlock();
    }
  }

  private static void append(Path file, byte[] bytes, int fileBytes) throws IOException {
    long size = Files.exists(file) ? Files.size(file) : -1;
    if (size < 0) {
      makeFor(file);
    } else if (size > 0 && size + bytes.length > fileBytes) {
      Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING);
      Files.createFile(file, mode("rw-------"));
    }
    try (OutputStream out =
        Files.newOutputStream(file, APPEND.toArray(StandardOpenOption[]::new))) {
      out.write(bytes);
    }
  }

  private static void makeFor(Path file) throws IOException {
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory, mode("rwx------"));
    }
    Files.createFile(file, mode("rw-------"));
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private Path file(String account, String region, String name) {
    for (String part : new String[] {account, region, name}) {
      if (!PLAIN.matcher(part).matches()) {
        throw new IllegalArgumentException("no function can be called so");
      }
    }
    return directory.resolve(account).resolve(region).resolve(name + ".log");
  }

  private static Path older(Path file) {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  private ReentrantLock lock(Path file) {
    return locks[Math.floorMod(file.hashCode(), LOCKS)];
  }
}
