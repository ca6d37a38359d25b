package io.strongroom.cli;

import io.strongroom.server.tls.ServerTls;
import io.strongroom.server.tls.TlsException;
import io.strongroom.server.tls.TlsFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The two options of a command that can serve TLS. */
final class TlsOptions {

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Serve TLS with this certificate, and those above it, in PEM.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The private key to it: PKCS#8 in PEM, RSA or EC, mode 0600.")
  private @Nullable Path key;

  @Nullable Path certificate() {
    return certificate;
  }

  @Nullable Path key() {
    return key;
  }

  /** Returns both files, or null if neither is given. */
  @Nullable TlsFiles files() throws Refusal {
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new Refusal("--tls-cert and --tls-key go together");
    }
    return new TlsFiles(certificate, key);
  }

  /** Reads and checks the files; none mean plain HTTP. */
  static @Nullable ServerTls load(@Nullable TlsFiles files) throws Refusal {
    try {
      return files == null ? null : ServerTls.load(files, InstantSource.system());
    } catch (TlsException e) {
      throw new Refusal(e);
    }
  }
}
