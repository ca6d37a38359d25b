package io.strongroom.functions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory of whatever runs functions: the launchers, files that stand in for the system's,
 * and temporary directories. What a server that was killed left in it is removed at the start.
 */
final class WorkDirectory {
  private static final List<String> LAUNCHERS = List.of("bootstrap.py", "bootstrap.mjs");

  /** The services of AWS that this server stands in for, as their host names begin. */
  private static final List<String> SERVICES =
      List.of("secretsmanager", "kms", "sts", "iam", "lambda", "organizations");

  private final Path path;

  private WorkDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes the directory ready. Functions pass through it, so others may enter it but not list it.
   *
   * @throws IOException if it cannot be written
   */
  static WorkDirectory open(Path path) throws IOException {
    WorkDirectory work = new WorkDirectory(path.toAbsolutePath());
    make(work.path, "rwx--x--x");
    make(work.launchers(), "rwxr-xr-x");
    make(work.scratches(), "rwx--x--x");
    make(work.hosts(), "rwxr-xr-x");
    for (String launcher : LAUNCHERS) {
      try (InputStream in = WorkDirectory.class.getResourceAsStream(launcher)) {
        if (in == null) {
          throw new IOException("the launcher " + launcher + " is missing from the program");
        }
        write(work.launchers().resolve(launcher), in.readAllBytes());
      }
    }
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(work.scratches())) {
      leftovers.forEach(Scratch::remove);
    }
    return work;
  }

  private static void make(Path directory, String permissions) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "new", "");
    Files.write(fresh, bytes);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  Path launchers() {
    return path.resolve("launchers");
  }

  Path scratches() {
    return path.resolve("scratch");
  }

  private Path hosts() {
    return path.resolve("hosts");
  }

  /**
   * Returns a file for {@code /etc/hosts} in which the real services of a region lead nowhere: an
   * SDK that is too old to look at {@code AWS_ENDPOINT_URL} fails instead of calling them.
   */
  Path hostsFile(String region) throws IOException {
    Path file = hosts().resolve(region);
    if (!Files.exists(file)) {
      Path system = Path.of("/etc/hosts");
      String known =
          Files.isReadable(system) ? Files.readString(system, StandardCharsets.ISO_8859_1) : "";
      StringBuilder text = new StringBuilder(known).append('\n');
      for (String name : realServices(region)) {
        text.append("127.0.0.1 ").append(name).append('\n');
      }
      write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    return file;
  }

  /**
   * Returns a file with the certificates of the system and more of them, as they are now, or null
   * if there are no more.
   *
   * @throws IOException if one of the files cannot be read
   */
  synchronized @Nullable Path bundle(List<Path> authorities) throws IOException {
    if (authorities.isEmpty()) {
      return null;
    }
    Path file = path.resolve("authorities.pem");
    byte[] bytes = CaBundle.with(authorities);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      write(file, bytes);
    }
    return file;
  }

  private static List<String> realServices(String region) {
    List<String> names = new ArrayList<>();
    for (String service : SERVICES) {
      names.add(service + ".amazonaws.com");
      names.add(service + "." + region + ".amazonaws.com");
      names.add(service + "." + region + ".amazonaws.com.cn");
      names.add(service + "-fips." + region + ".amazonaws.com");
      names.add(service + "." + region + ".api.aws");
      names.add(service + "-fips." + region + ".api.aws");
    }
    return names;
  }
}
