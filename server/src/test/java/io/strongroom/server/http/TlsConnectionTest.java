package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.strongroom.iam.sigv4.TlsFacts;
import io.strongroom.server.tls.ServerTls;
import io.strongroom.server.tls.TrialTls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that is handed its bytes, by a clock that stands still. */
@ParameterizedClass
@EnumSource(TrialTls.Provider.class)
class TlsConnectionTest {
  private static final String SUITE = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";

  @TempDir static Path directory;

  @Parameter TrialTls.Provider provider = TrialTls.Provider.JDK;

  private ServerTls tls;
  private FakeChannel server;
  private SslHandler handler;
  private EmbeddedChannel client;

  @BeforeEach
  void connect() throws Exception {
    TrialTls trial = TrialTls.in(directory);
    tls = trial.server(provider);
    server =
        new FakeChannel(
            Answers.retelling(), new TlsLayer(tls.newHandler(ByteBufAllocator.DEFAULT)));
    SSLEngine engine = trial.client().createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {"TLSv1.2"});
    engine.setEnabledCipherSuites(new String[] {SUITE});
    handler = new SslHandler(engine);
    client = new EmbeddedChannel(handler);
  }

  @AfterEach
  void release() {
    client.finishAndReleaseAll();
    server.finishAndReleaseAll();
    tls.close();
  }

  private void shakeHands() {
    while (!handler.handshakeFuture().isDone()) {
      exchange();
    }
    exchange();
  }

  private void exchange() {
    pass(client, server);
    pass(server, client);
  }

  private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
    for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
      to.writeInbound(bytes);
    }
  }

  @Test
  @DisplayName("AUD-7: a connection knows how it is protected")
  void factsAreThoseOfTheHandshake() {
    assertNull(server.connection().tlsFacts());
    shakeHands();
    assertEquals(new TlsFacts("TLSv1.2", SUITE), server.connection().tlsFacts());
  }

  @Test
  void plainConnectionsHaveNoFacts() {
    FakeChannel plain = new FakeChannel(Answers.retelling());
    assertNull(plain.connection().tlsFacts());
    plain.finishAndReleaseAll();
  }

  @Test
  void requestsAreAnswered() {
    shakeHands();
    client.writeOutbound(Unpooled.copiedBuffer(get("/inline"), StandardCharsets.US_ASCII));
    exchange();
    ByteBuf answer = client.readInbound();
    assertTrue(answer.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 OK\r\n"));
    answer.release();
  }

  @Test
  @DisplayName("DOS-2: a handshake may take 10 seconds")
  void aHandshakeMayTake10Seconds() {
    server.pass(Duration.ofSeconds(10));
    assertTrue(server.isOpen());
    server.pass(LoopWatch.LONGEST_TICK);
    assertFalse(server.isOpen());
  }

  @Test
  @DisplayName("DOS-2: bytes of a handshake do not put off its end")
  void aSlowHandshakeIsCut() {
    server.pass(Duration.ofSeconds(9));
    exchange();
    server.pass(Duration.ofSeconds(1).plus(LoopWatch.LONGEST_TICK));
    assertFalse(server.isOpen());
  }

  @Test
  @DisplayName("DOS-2: after the handshake a connection may be idle for 60 seconds")
  void theDeadlineOfTheHandshakeDoesNotBindWhatFollows() {
    server.pass(Duration.ofSeconds(9));
    shakeHands();
    server.pass(Duration.ofSeconds(60));
    assertTrue(server.isOpen());
    server.pass(LoopWatch.LONGEST_TICK);
    assertFalse(server.isOpen());
  }
}
