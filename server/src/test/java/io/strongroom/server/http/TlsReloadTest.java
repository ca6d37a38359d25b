package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.server.tls.ServerTls;
import io.strongroom.server.tls.TrialTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("TLS-3: certificates are renewed while the listener runs")
@ParameterizedClass
@EnumSource(TrialTls.Provider.class)
class TlsReloadTest {
  private static final Logger LOG = Logger.getLogger(ServerTls.class.getName());

  @TempDir Path directory;

  @Parameter TrialTls.Provider provider = TrialTls.Provider.JDK;

  private final List<Level> logged = new CopyOnWriteArrayList<>();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry.getLevel());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private TrialTls old;
  private ServerTls tls;
  private HttpListener listener;

  @BeforeEach
  void start() throws Exception {
    LOG.addHandler(recorder);
    old = TrialTls.in(directory);
    tls = old.server(provider);
    listener =
        HttpListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Limits.DEFAULT,
            tls,
            Answers.retelling());
  }

  @AfterEach
  void stop() {
    listener.close();
    tls.close();
    LOG.removeHandler(recorder);
  }

  /** Returns the certificate that the listener shows to a client that trusts {@code trial}. */
  private Certificate shown(TrialTls trial) throws Exception {
    try (RawClient client = RawClient.secure(listener.address(), trial.client())) {
      return client.shakeHands().getPeerCertificates()[0];
    }
  }

  @Test
  void newConnectionsGetTheNewOneAndOldOnesGoOn() throws Exception {
    try (RawClient open = RawClient.secure(listener.address(), old.client())) {
      assertEquals(200, open.send(get("/inline")).read().status());
      old.renew();
      tls.reloadIfChanged();
      TrialTls renewed = TrialTls.in(directory);
      assertNotEquals(old.certificate(), renewed.certificate());
      assertEquals(renewed.certificate(), shown(renewed));
      assertEquals(200, open.send(get("/later")).read().status());
    }
    assertEquals(List.of(Level.INFO), logged);
  }

  @Test
  void nothingHappensWithoutAChange() throws Exception {
    tls.reloadIfChanged();
    assertEquals(List.of(), logged);
    assertEquals(old.certificate(), shown(old));
  }

  @Test
  void aBadOneIsRefusedOnceAndTheOldOneStays() throws Exception {
    Files.writeString(old.files().certificate(), "no certificate");
    tls.reloadIfChanged();
    tls.reloadIfChanged();
    assertEquals(List.of(Level.SEVERE), logged);
    assertEquals(old.certificate(), shown(old));
  }

  @Test
  void halfOfARenewalIsRefusedUntilTheOtherHalfIsThere() throws Exception {
    Path kept = directory.resolve("kept.pem");
    Files.copy(old.files().key(), kept);
    old.renew();
    Path renewed = directory.resolve("renewed.pem");
    Files.move(old.files().key(), renewed);
    Files.move(kept, old.files().key());
    tls.reloadIfChanged();
    assertEquals(List.of(Level.SEVERE), logged);
    assertEquals(old.certificate(), shown(old));
    Files.delete(old.files().key());
    tls.reloadIfChanged();
    assertEquals(old.certificate(), shown(old));
    Files.move(renewed, old.files().key());
    tls.reloadIfChanged();
    assertTrue(logged.contains(Level.INFO));
    TrialTls trial = TrialTls.in(directory);
    assertEquals(trial.certificate(), shown(trial));
  }
}
