package io.strongroom.cli;

import io.strongroom.keys.Entropy;
import io.strongroom.server.tls.TlsException;
import io.strongroom.server.tls.TlsFiles;
import io.strongroom.server.tls.TlsIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A certificate that signs itself, for trying TLS out: two new files beside the root key. */
record TrialCertificate(TlsFiles files) {

  /** This machine, however a client on it calls it. */
  private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "::1");

  /** Names that a certificate can hold: hosts, a wildcard in front, and addresses. */
  private static final Pattern NAME = Pattern.compile("(\\*\\.)?[A-Za-z0-9._:-]{1,253}");

  private static final String ROOT_KEY = "root-key";

  /**
   * Creates the files beside {@code rootKey}.
   *
   * @param names host names and addresses besides those of this machine
   */
  static TrialCertificate create(Path rootKey, List<String> names) throws Refusal {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new Refusal("--tls-name takes a host name or an IP address");
      }
    }
    List<String> all = new ArrayList<>(THIS_MACHINE);
    all.addAll(names);
    TlsFiles files = new TlsFiles(beside(rootKey, "tls-cert.pem"), beside(rootKey, "tls-key.pem"));
    try {
      TlsIdentity.selfSigned(all, InstantSource.system().instant(), Entropy.secure()).write(files);
    } catch (TlsException e) {
      throw new Refusal(e);
    }
    return new TrialCertificate(files);
  }

  /** Returns {@code name} next to the root key, after what stands before its own name, if any. */
  private static Path beside(Path rootKey, String name) {
    String own = String.valueOf(rootKey.getFileName());
    String before =
        own.endsWith(ROOT_KEY) ? own.substring(0, own.length() - ROOT_KEY.length()) : own + ".";
    return rootKey.resolveSibling(before + name);
  }

  /** Removes both files: the store that they were made for did not come into being. */
  void forget() throws Refusal {
    try {
      Files.deleteIfExists(files.key());
      Files.deleteIfExists(files.certificate());
    } catch (IOException e) {
      throw new Refusal("no store was made, but " + files.key() + " is left; remove it");
    }
  }

  /** Ends the line that says how to serve, and tells how to have clients trust the certificate. */
  void explain(PrintWriter out) {
    out.println(" --tls-cert " + files.certificate() + " --tls-key " + files.key());
    out.println("Nobody vouches for the certificate, so clients must be told to trust it:");
    out.println("  AWS CLI:            --ca-bundle " + files.certificate());
    out.println("  boto3, too:         AWS_CA_BUNDLE=" + files.certificate());
    out.println("  SDK for JavaScript: NODE_EXTRA_CA_CERTS=" + files.certificate());
    out.println("  SDKs for Java:      a trust store, made with keytool -importcert");
  }
}
