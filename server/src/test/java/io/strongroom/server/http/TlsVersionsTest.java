package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.server.tls.TrialTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which versions and suites are spoken; numbers are those of the registry of TLS parameters. */
@DisplayName("TLS-1")
@ParameterizedClass
@EnumSource(TrialTls.Provider.class)
class TlsVersionsTest {
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int PROTOCOL_VERSION = 70;

  /** ECDHE-ECDSA and ECDHE-RSA with AES-128-GCM. */
  private static final List<Integer> GOOD_SUITES = List.of(0xc02b, 0xc02f);

  private static final List<Integer> UNCOMPRESSED = List.of(0);

  @TempDir static Path directory;

  @Parameter TrialTls.Provider provider = TrialTls.Provider.JDK;

  private TrialTls trial;
  private HttpListener listener;

  @BeforeEach
  void start() throws Exception {
    trial = TrialTls.in(directory);
    listener =
        HttpListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Limits.DEFAULT,
            trial.server(provider),
            Answers.retelling());
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  private RawClient client(String protocol, String suite) throws IOException {
    SSLParameters limits = new SSLParameters(new String[] {suite}, new String[] {protocol});
    return RawClient.secure(listener.address(), trial.client(), limits);
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, TLS_AES_128_GCM_SHA256",
    "TLSv1.3, TLS_AES_256_GCM_SHA384",
    "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  })
  void newVersionsWithAuthenticatedCiphersAreSpoken(String protocol, String suite)
      throws Exception {
    try (RawClient client = client(protocol, suite)) {
      SSLSession session = client.shakeHands();
      assertEquals(protocol, session.getProtocol());
      assertEquals(suite, session.getCipherSuite());
      assertEquals(200, client.send(get("/inline")).read().status());
      assertEquals(200, client.send(get("/later")).read().status());
    }
  }

  /** Sends one message, and returns the first record that comes back, without its header. */
  private byte[] answerTo(int type, byte[] hello) throws IOException {
    try (RawClient client = new RawClient(listener.address())) {
      byte[] header = client.send(hello).readBytes(5);
      assertEquals(type, header[0]);
      return client.readBytes(unsignedShort(header, 3));
    }
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  @ParameterizedTest
  @CsvSource({"0x0300", "0x0301", "0x0302"})
  void oldVersionsAreRefused(String version) throws Exception {
    byte[] hello = ClientHello.offering(Integer.decode(version), GOOD_SUITES, UNCOMPRESSED);
    assertEquals(PROTOCOL_VERSION, answerTo(ALERT, hello)[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "ECDHE-ECDSA-AES128-SHA, 0xc009",
    "ECDHE-ECDSA-AES128-SHA256, 0xc023",
    "ECDHE-ECDSA-AES256-SHA384, 0xc024",
    "ECDHE-ECDSA-AES128-CCM, 0xc0ac",
    "ECDHE-ECDSA-NULL-SHA, 0xc006",
    "ECDH-ECDSA-AES128-GCM-SHA256, 0xc02d",
    "ECDH-anon-AES128-SHA, 0xc018",
    "AES128-GCM-SHA256, 0x009c",
    "DHE-RSA-AES128-GCM-SHA256, 0x009e",
    "DES-CBC3-SHA, 0x000a",
  })
  void otherSuitesAreRefused(String name, String number) throws Exception {
    byte[] hello =
        ClientHello.offering(ClientHello.TLS_1_2, List.of(Integer.decode(number)), UNCOMPRESSED);
    assertEquals(HANDSHAKE_FAILURE, answerTo(ALERT, hello)[1], name);
  }

  @Test
  void compressionIsNotChosen() throws Exception {
    int deflate = 1;
    byte[] hello = ClientHello.offering(ClientHello.TLS_1_2, GOOD_SUITES, List.of(deflate, 0));
    byte[] answer = answerTo(HANDSHAKE, hello);
    int sessionId = 4 + 2 + 32;
    int suite = sessionId + 1 + answer[sessionId];
    assertEquals(0xc02b, unsignedShort(answer, suite));
    assertEquals(0, answer[suite + 2]);
  }

  @Test
  void clientsCannotRenegotiate() throws Exception {
    try (RawClient client = client("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
      assertEquals(200, client.send(get("/inline")).read().status());
      assertThrows(
          IOException.class,
          () -> {
            client.shakeHands();
            client.send(get("/inline")).read();
          });
    }
  }
}
