package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.Authentication;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.server.Clocks;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.audit.AuditReader;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.http.Limits;
import io.strongroom.server.tls.ServerTls;
import io.strongroom.server.tls.TlsFiles;
import io.strongroom.testkit.Canary;
import io.strongroom.testkit.CanaryExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The options for TLS, from the certificate that {@code init} makes to a client that trusts it. */
@ExtendWith(CanaryExtension.class)
class TlsTest {
  private static final AccountId ACCOUNT = new AccountId("210987654321");

  @TempDir Path directory;

  private Path data() {
    return directory.resolve("data");
  }

  private Path rootKey() {
    return directory.resolve("root-key");
  }

  private TlsFiles files() {
    return new TlsFiles(directory.resolve("tls-cert.pem"), directory.resolve("tls-key.pem"));
  }

  /** What a command that ended has said to people. */
  private record Ended(int code, String said) {}

  private static Ended execute(String... arguments) {
    StringWriter said = new StringWriter();
    PrintStream out = System.out;
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    try {
      CommandLine commands = Main.commandLine().setErr(new PrintWriter(said, true));
      return new Ended(commands.execute(arguments), said.toString());
    } finally {
      System.setOut(out);
    }
  }

  private Ended init(String... more) {
    String[] usual = {"init", "--data", data().toString(), "--root-key", rootKey().toString()};
    return execute(join(usual, more));
  }

  private Ended serve(String... more) {
    String[] usual = {"serve", "--data", data().toString(), "--root-key", rootKey().toString()};
    return execute(join(usual, more));
  }

  private static String[] join(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private static void assertRefused(String words, Ended ended) {
    assertEquals("strongroom: " + words + System.lineSeparator(), ended.said());
    assertEquals(Main.USAGE, ended.code());
  }

  @Test
  void initMakesACertificateBesideTheRootKey() throws Exception {
    Ended made = init("--tls", "--tls-name", "vault.example", "--tls-name", "192.0.2.7");
    assertEquals(0, made.code());
    String options = " --tls-cert " + files().certificate() + " --tls-key " + files().key();
    assertTrue(made.said().contains(options), made.said());
    assertTrue(made.said().contains("--ca-bundle " + files().certificate()), made.said());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().key())));
    try (InputStream pem = Files.newInputStream(files().certificate());
        ServerTls tls = ServerTls.load(files(), InstantSource.system())) {
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      assertEquals(
          List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "vault.example", "192.0.2.7"),
          certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1)).toList());
      tls.reloadIfChanged();
    }
  }

  @Test
  void initMakesAllOrNothing() throws Exception {
    assertRefused("--tls-name needs --tls", init("--tls-name", "vault.example"));
    assertRefused(
        "--tls-name takes a host name or an IP address", init("--tls", "--tls-name", "a b"));
    Files.writeString(files().key(), "precious");
    assertRefused(files().key() + " exists already and is not overwritten", init("--tls"));
    assertFalse(Files.exists(rootKey()));
    Files.delete(files().key());
    Files.writeString(rootKey(), "precious");
    assertEquals(Main.USAGE, init("--tls").code());
    assertFalse(Files.exists(files().key()));
    assertFalse(Files.exists(files().certificate()));
    Path inside = data().resolve("root-key");
    assertRefused(
        "the root key must not be inside the data directory",
        execute("init", "--data", data().toString(), "--root-key", inside.toString(), "--tls"));
  }

  @Test
  @DisplayName("TLS-5, OPS-1: other addresses than loopback need TLS")
  void faultsOfServeAreOneLine() {
    assertEquals(0, init("--tls").code());
    String certificate = files().certificate().toString();
    assertRefused(
        "192.0.2.7 is not a loopback address; other addresses need TLS: --tls-cert and --tls-key",
        serve("--host", "192.0.2.7"));
    assertRefused("tls.cert and tls.key go together", serve("--tls-cert", certificate));
    assertRefused(
        "TLS key " + certificate + " is open to other users; chmod 600 closes it",
        serve("--tls-cert", certificate, "--tls-key", certificate));
    assertRefused(
        "TLS certificate /none does not exist",
        serve("--tls-cert", "/none", "--tls-key", certificate));
    // With TLS the address gets as far as the socket, which knows that it is another machine's.
    assertRefused(
        "cannot listen on 192.0.2.7:0: this machine has no such address",
        serve(
            "--host",
            "192.0.2.7",
            "--port",
            "0",
            "--tls-cert",
            certificate,
            "--tls-key",
            files().key().toString()));
  }

  @Test
  void faultsOfDevAreOneLine() {
    assertRefused("--tls-cert and --tls-key go together", execute("dev", "--tls-cert", "c.pem"));
    assertRefused(
        "TLS certificate c.pem does not exist",
        execute("dev", "--tls-cert", "c.pem", "--tls-key", "k.pem"));
  }

  @Test
  void clientsThatTrustTheCertificateAreServed() throws Exception {
    StoreFiles.Created created = StoreFiles.create(data(), rootKey(), ACCOUNT);
    TlsFiles files = TrialCertificate.create(rootKey(), List.of()).files();
    ServerSettings settings =
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ServerTls.load(files, InstantSource.system()),
            Limits.DEFAULT,
            FailureLimit.Rates.DEFAULT,
            new Authentication.Mode.Strict(),
            Set.of(),
            List.of(),
            ServerSettings.DEFAULT_PURGE_INTERVAL,
            AuditSettings.in(data()),
            FunctionHosting.closed(),
            Clocks.system(),
            RotationTargets.STRICT,
            PublicPolicyRule.Mode.AS_ASKED);
    try (Server server = Server.start(created.store(), created.keyring(), settings)) {
      assertEquals("https://127.0.0.1:" + server.address().getPort(), Serving.url(server));
      try (SecretsManagerClient client =
          TlsClients.secrets(server, created, TlsClients.trust(files))) {
        String value = "over TLS " + Canary.MARK;
        client.createSecret(request -> request.name("tls").secretString(value));
        assertEquals(
            value, client.getSecretValue(request -> request.secretId("tls")).secretString());
        String large = "x".repeat(65_000);
        client.putSecretValue(request -> request.secretId("tls").secretString(large));
        assertEquals(
            large, client.getSecretValue(request -> request.secretId("tls")).secretString());
      }
      try (SecretsManagerClient stranger = TlsClients.secrets(server, created, null)) {
        SdkClientException e = assertThrows(SdkClientException.class, stranger::listSecrets);
        assertTrue(e.getCause() instanceof SSLHandshakeException, () -> "cause of " + e);
      }
    }
    assertRecordedWithTls(4);
    created.administrator().secret().close();
  }

  /** AUD-7: how a request was protected is part of its record. */
  private void assertRecordedWithTls(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    new AuditReader(data().resolve(AuditSettings.DIRECTORY))
        .read(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
    assertEquals(count, lines.size(), lines.toString());
    for (String line : lines) {
      assertTrue(line.contains("\"tlsDetails\":{\"tlsVersion\":\"TLSv1."), line);
    }
  }
}
