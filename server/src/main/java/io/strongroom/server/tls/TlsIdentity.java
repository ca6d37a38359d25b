package io.strongroom.server.tls;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.strongroom.keys.Entropy;
import io.strongroom.server.file.OperatorFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a TLS server shows and what it proves it with: its certificate, those it was issued under,
 * and the private key. Keys are RSA or elliptic curve keys. Outside of {@code keys} this is the one
 * class that handles keys.
 */
public final class TlsIdentity {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";

  /** A chain of RSA certificates has some ten thousand bytes. */
  private static final int MAX_FILE_BYTES = 65_536;

  private static final int MAX_CERTIFICATES = 10;

  /** Bundles of all authorities that are publicly trusted have less than half of both. */
  private static final int MAX_AUTHORITY_BYTES = 1 << 20;

  private static final int MAX_AUTHORITIES = 1_000;

  /** How a key of each kind shows that it belongs to a certificate. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /**
   * Reads and checks both files.
   *
   * @param now the time at which the certificate must be valid
   * @throws TlsException if a file is missing, too large or not what it should be, if the key is
   *     open to other users or not that of the certificate, or if the certificate is not valid now
   */
  public static TlsIdentity read(TlsFiles files, Instant now) throws TlsException {
    List<X509Certificate> chain =
        readCertificates(files.certificate(), MAX_FILE_BYTES, MAX_CERTIFICATES);
    X509Certificate own = chain.getFirst();
    String kind = own.getPublicKey().getAlgorithm();
    if (!SIGNATURES.containsKey(kind)) {
      throw new TlsException(
          "TLS certificate " + files.certificate() + " has a key that is neither RSA nor EC");
    }
    requireValid(files.certificate(), own, now);
    PrivateKey key = readKey(files.key(), kind);
    if (!fits(key, own.getPublicKey())) {
      throw new TlsException(
          "TLS key " + files.key() + " is not the key of certificate " + files.certificate());
    }
    return new TlsIdentity(chain, key);
  }

  /**
   * Makes a key, and a certificate that vouches for itself: for trying TLS out, as nobody trusts it
   * unless told to.
   *
   * @param names host names and IP addresses of the server
   * @param now when it begins to be valid
   */
  public static TlsIdentity selfSigned(List<String> names, Instant now, Entropy entropy)
      throws TlsException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] certificate =
          SelfSigned.certificate(pair.getPublic(), pair.getPrivate(), names, now, entropy);
      return new TlsIdentity(List.of(parseCertificate(certificate)), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new TlsException("no certificate could be made on this machine", e);
    }
  }

  /**
   * Returns what trusts the certificates of a file, and no others, as authorities.
   *
   * @throws TlsException if the file is missing, too large or not what it should be
   */
  public static SSLContext trusting(Path authorities) throws TlsException {
    List<X509Certificate> certificates =
        readCertificates(authorities, MAX_AUTHORITY_BYTES, MAX_AUTHORITIES);
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (X509Certificate each : certificates) {
        trusted.setCertificateEntry(Integer.toString(trusted.size()), each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException("TLS certificate " + authorities + " cannot be trusted", e);
    }
  }

  /** Returns the server's certificate, followed by those it was issued under. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** Returns the last moment at which all certificates of the chain are valid. */
  Instant until() {
    return chain.stream()
        .map(each -> each.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  PrivateKey key() {
    return key;
  }

  /**
   * Writes certificates and key into new files, the key with mode 0600.
   *
   * @throws TlsException if one of them exists, which is never overwritten, or cannot be written
   */
  public void write(TlsFiles files) throws TlsException {
    byte[] encoded = key.getEncoded();
    byte[] text = Pem.format(PRIVATE_KEY, encoded);
    try {
      create(files.certificate(), certificates(), "rw-r--r--");
      createOrForget(files, text);
    } finally {
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  private byte[] certificates() throws TlsException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      for (X509Certificate certificate : chain) {
        text.writeBytes(Pem.format(CERTIFICATE, certificate.getEncoded()));
      }
    } catch (CertificateException e) {
      throw new TlsException("the certificate cannot be encoded", e);
    }
    return text.toByteArray();
  }

  /** Writes the key; if that fails, removes the certificate, which is of no use without it. */
  private static void createOrForget(TlsFiles files, byte[] key) throws TlsException {
    try {
      create(files.key(), key, "rw-------");
    } catch (TlsException e) {
      try {
        Files.delete(files.certificate());
      } catch (IOException notDeleted) {
        e.addSuppressed(notDeleted);
      }
      throw e;
    }
  }

  private static List<X509Certificate> readCertificates(Path file, int maxBytes, int maxCount)
      throws TlsException {
    String name = "TLS certificate " + file;
    List<X509Certificate> chain = new ArrayList<>();
    for (Pem.Block block : blocks(file, name, maxBytes)) {
      if (block.label().equals(CERTIFICATE)) {
        try {
          chain.add(parseCertificate(block.content()));
        } catch (CertificateException e) {
          throw new TlsException(name + " holds a certificate that cannot be read", e);
        }
      }
    }
    if (chain.isEmpty()) {
      throw new TlsException(name + " holds no certificate in PEM");
    }
    if (chain.size() > maxCount) {
      throw new TlsException(name + " holds more than " + maxCount + " certificates");
    }
    return chain;
  }

  private static X509Certificate parseCertificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static void requireValid(Path file, X509Certificate own, Instant now)
      throws TlsException {
    Instant until = own.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw new TlsException("TLS certificate " + file + " has expired at " + until);
    }
    Instant from = own.getNotBefore().toInstant();
    if (now.isBefore(from)) {
      throw new TlsException("TLS certificate " + file + " is not valid before " + from);
    }
  }

  private static PrivateKey readKey(Path file, String kind) throws TlsException {
    String name = "TLS key " + file;
    List<Pem.Block> blocks = blocks(file, name, MAX_FILE_BYTES);
    try {
      requirePrivate(file, name);
      Pem.Block block =
          blocks.stream()
              .filter(each -> each.label().endsWith(PRIVATE_KEY))
              .findFirst()
              .orElseThrow(() -> new TlsException(name + " holds no private key in PEM"));
      if (!block.label().equals(PRIVATE_KEY)) {
        throw new TlsException(
            name
                + " is not a plain PKCS#8 key but "
                + block.label()
                + "; openssl pkcs8 -topk8 -nocrypt converts it");
      }
      return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(block.content()));
    } catch (GeneralSecurityException e) {
      throw new TlsException(name + " cannot be read as the " + kind + " key of a certificate", e);
    } finally {
      blocks.forEach(block -> Arrays.fill(block.content(), (byte) 0));
    }
  }

  private static boolean fits(PrivateKey key, PublicKey publicKey) {
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(SIGNATURES.get(publicKey.getAlgorithm()));
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false; // of another curve
    }
  }

  private static List<Pem.Block> blocks(Path file, String name, int maxBytes) throws TlsException {
    byte[] text = {};
    try {
      text = OperatorFile.read(file, name, maxBytes);
      return Pem.parse(text);
    } catch (IOException e) {
      throw new TlsException(e);
    } catch (IllegalArgumentException e) {
      throw new TlsException(name + " is not well-formed PEM: " + e.getMessage(), e);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static void requirePrivate(Path file, String name) throws TlsException {
    try {
      OperatorFile.requirePrivate(file, name);
    } catch (IOException e) {
      throw new TlsException(e);
    }
  }

  private static void create(Path file, byte[] text, String mode) throws TlsException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(text);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new TlsException(file + " exists already and is not overwritten", e);
    } catch (NoSuchFileException e) {
      throw new TlsException(file + " cannot be written: there is no such directory", e);
    } catch (IOException e) {
      throw new TlsException(file + " cannot be written", e);
    }
  }
}
