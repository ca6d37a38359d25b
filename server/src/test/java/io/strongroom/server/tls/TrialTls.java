package io.strongroom.server.tls;

import io.netty.handler.ssl.SslProvider;
import io.strongroom.keys.Entropy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server's certificate and key in a directory, and clients that trust it. */
public final class TrialTls {

  /** Who does the work; BoringSSL is there wherever tests run. */
  public enum Provider {
    BORINGSSL(SslProvider.OPENSSL_REFCNT),
    JDK(SslProvider.JDK);

    private final SslProvider netty;

    Provider(SslProvider netty) {
      this.netty = netty;
    }
  }

  private final TlsFiles files;
  private final X509Certificate certificate;

  private TrialTls(TlsFiles files, X509Certificate certificate) {
    this.files = files;
    this.certificate = certificate;
  }

  /** Makes both files unless they are there. */
  public static TrialTls in(Path directory) throws TlsException {
    TlsFiles files = new TlsFiles(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    if (!Files.exists(files.key())) {
      identity(Instant.now()).write(files);
    }
    return of(files);
  }

  /** Takes files that are there. */
  static TrialTls of(TlsFiles files) throws TlsException {
    return new TrialTls(files, TlsIdentity.read(files, Instant.now()).chain().getFirst());
  }

  static TlsIdentity identity(Instant now) throws TlsException {
    return TlsIdentity.selfSigned(List.of("localhost", "127.0.0.1", "::1"), now, Entropy.secure());
  }

  /** Puts a new certificate and key in the place of those that are there. */
  public void renew() throws TlsException, IOException {
    Files.delete(files.certificate());
    Files.delete(files.key());
    identity(Instant.now()).write(files);
  }

  public TlsFiles files() {
    return files;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public ServerTls server(Provider provider) throws TlsException {
    return ServerTls.load(files, InstantSource.system(), provider.netty);
  }

  /** Returns what a client that trusts the certificate, and no other, connects with. */
  public SSLContext client() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry("server", certificate);
      return client(trusted);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what a server that shows the certificate listens with. */
  public SSLContext context() throws TlsException, GeneralSecurityException, IOException {
    TlsIdentity identity = TlsIdentity.read(files, Instant.now());
    KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
    own.load(null, null);
    own.setKeyEntry(
        "server", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext client(KeyStore trusted) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
