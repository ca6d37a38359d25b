package io.strongroom.server.tls;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, what is refused, and in which words. */
class TlsIdentityTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path directory;

  private Path certificate;
  private Path key;
  private TlsFiles files;

  @BeforeEach
  void nameFiles() {
    certificate = directory.resolve("cert.pem");
    key = directory.resolve("key.pem");
    files = new TlsFiles(certificate, key);
  }

  private void assertRefused(String words) {
    assertRefused(words, NOW);
  }

  private void assertRefused(String words, Instant at) {
    String expected =
        words
            .replace("certificate CERT", "certificate " + certificate)
            .replace("key KEY", "key " + key);
    assertEquals(
        expected, assertThrows(TlsException.class, () -> TlsIdentity.read(files, at)).getMessage());
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    TlsIdentity made = TrialTls.identity(NOW);
    made.write(files);
    TlsIdentity read = TlsIdentity.read(files, NOW);
    assertEquals(made.chain(), read.chain());
    assertArrayEquals(made.key().getEncoded(), read.key().getEncoded());
  }

  @Test
  void selfSignedCertificatesNameTheirHostsAndAreForServers() throws Exception {
    X509Certificate made = TrialTls.identity(NOW).chain().getFirst();
    made.verify(made.getPublicKey());
    assertEquals(
        List.of(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1")),
        List.copyOf(made.getSubjectAlternativeNames()));
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), made.getExtendedKeyUsage());
    assertEquals(-1, made.getBasicConstraints());
    assertEquals(NOW.plus(YEAR), made.getNotAfter().toInstant());
  }

  @Test
  void filesThatAreThereAreNotOverwritten() throws Exception {
    Files.writeString(key, "precious");
    TlsException e = assertThrows(TlsException.class, () -> TrialTls.identity(NOW).write(files));
    assertEquals(key + " exists already and is not overwritten", e.getMessage());
    assertEquals("precious", Files.readString(key));
    assertFalse(Files.exists(certificate), "a certificate without its key is of no use");
  }

  @Test
  void rsaKeysAreRead() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("CN=rsa");
    byte[] der =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(NOW),
                Date.from(NOW.plus(YEAR)),
                name,
                pair.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
            .getEncoded();
    TrialTls.identity(NOW).write(files);
    Files.write(certificate, Pem.format("CERTIFICATE", der));
    assertRefused("TLS key KEY cannot be read as the RSA key of a certificate");
    Files.write(key, Pem.format("PRIVATE KEY", pair.getPrivate().getEncoded()));
    assertEquals(1, TlsIdentity.read(files, NOW).chain().size());
    assertEquals("RSA", TlsIdentity.read(files, NOW).key().getAlgorithm());
  }

  @Test
  void missingFilesAreNamed() throws Exception {
    assertRefused("TLS certificate CERT does not exist");
    TrialTls.identity(NOW).write(files);
    Files.delete(key);
    assertRefused("TLS key KEY does not exist");
    Files.createDirectory(key);
    assertRefused("TLS key KEY is not a regular file");
  }

  @Test
  void theWrongKeyIsRefused() throws Exception {
    TrialTls.identity(NOW).write(files);
    Path other = directory.resolve("other.pem");
    TrialTls.identity(NOW).write(new TlsFiles(other, directory.resolve("other-key.pem")));
    Files.copy(other, certificate, REPLACE_EXISTING);
    assertRefused("TLS key KEY is not the key of certificate CERT");
  }

  @Test
  void certificatesOutOfTheirTimeAreRefused() throws Exception {
    TrialTls.identity(NOW).write(files);
    Instant end = NOW.plus(YEAR);
    assertEquals(1, TlsIdentity.read(files, end).chain().size());
    assertRefused("TLS certificate CERT has expired at " + end, end.plusSeconds(1));
    Instant begin = NOW.minus(Duration.ofHours(1));
    assertEquals(1, TlsIdentity.read(files, begin).chain().size());
    assertRefused("TLS certificate CERT is not valid before " + begin, begin.minusSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "rw-----w-"})
  void keysThatAreOpenToOthersAreRefused(String mode) throws Exception {
    assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
    TrialTls.identity(NOW).write(files);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    assertRefused("TLS key KEY is open to other users; chmod 600 closes it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "r--r-----"})
  void keysThatAreClosedAreRead(String mode) throws Exception {
    assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
    TrialTls.identity(NOW).write(files);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    assertEquals(1, TlsIdentity.read(files, NOW).chain().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing of use | TLS key KEY holds no private key in PEM",
        "-----BEGIN PRIVATE KEY | TLS key KEY is not well-formed PEM: a first line without an end",
        "-----BEGIN PRIVATE KEY-----AAAA | TLS key KEY is not well-formed PEM: an object without"
            + " an end",
        "-----BEGIN PRIVATE KEY-----A-----END PRIVATE KEY----- | TLS key KEY is not well-formed"
            + " PEM: not Base64",
        "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY----- | TLS key KEY cannot be read as"
            + " the EC key of a certificate",
        "-----BEGIN RSA PRIVATE KEY-----AAAA-----END RSA PRIVATE KEY----- | TLS key KEY is not a"
            + " plain PKCS#8 key but RSA PRIVATE KEY; openssl pkcs8 -topk8 -nocrypt converts it",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----AAAA-----END ENCRYPTED PRIVATE KEY----- | TLS key"
            + " KEY is not a plain PKCS#8 key but ENCRYPTED PRIVATE KEY; openssl pkcs8 -topk8"
            + " -nocrypt converts it",
      })
  void otherThingsInThePlaceOfTheKeyAreRefused(String text, String words) throws Exception {
    TrialTls.identity(NOW).write(files);
    Files.writeString(key, text);
    assertRefused(words);
  }

  @Test
  void otherThingsInThePlaceOfTheCertificateAreRefused() throws Exception {
    TrialTls.identity(NOW).write(files);
    String good = Files.readString(certificate);
    Files.copy(key, certificate, REPLACE_EXISTING);
    assertRefused("TLS certificate CERT holds no certificate in PEM");
    Files.writeString(certificate, "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----");
    assertRefused("TLS certificate CERT holds a certificate that cannot be read");
    Files.writeString(certificate, good.repeat(11));
    assertRefused("TLS certificate CERT holds more than 10 certificates");
    Files.writeString(certificate, " ".repeat(65_537));
    assertRefused("TLS certificate CERT is larger than 65536 bytes");
    Files.writeString(certificate, "the first of\n" + good + "two\n" + good);
    assertEquals(2, TlsIdentity.read(files, NOW).chain().size());
  }
}
