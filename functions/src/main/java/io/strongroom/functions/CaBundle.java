package io.strongroom.functions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates, in PEM, that functions trust others by. */
final class CaBundle {

  /** Where systems keep theirs: Red Hat's, Debian's and Alpine's. */
  private static final List<Path> OF_SYSTEMS =
      List.of(
          Path.of("/etc/pki/tls/cert.pem"),
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/ssl/cert.pem"));

  private CaBundle() {}

  /** Returns the system's, or null if it has none. */
  static @Nullable Path ofSystem() {
    return OF_SYSTEMS.stream().filter(Files::isReadable).findFirst().orElse(null);
  }

  /**
   * Returns the system's certificates with more of them.
   *
   * @throws IOException if a file cannot be read
   */
  static byte[] with(List<Path> authorities) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Path system = ofSystem();
    if (system != null) {
      whole.writeBytes(Files.readAllBytes(system));
    }
    for (Path file : authorities) {
      // The last line of a file in PEM may lack its end.
      whole.write('\n');
      whole.writeBytes(Files.readAllBytes(file));
    }
    return whole.toByteArray();
  }
}
