package io.strongroom.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.strongroom.server.tls.ServerTls;
import io.strongroom.server.tls.TlsFiles;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Measures what TLS costs the server alone: the processor time of its thread for a full handshake,
 * and for a request and its answer on a connection that stays. Client and server are in one thread
 * and no socket is between them, so a busy machine does not matter much.
 *
 * <pre>
 *   TlsCost CERTIFICATE KEY       both in PEM
 * </pre>
 */
public final class TlsCost {
  private static final int HANDSHAKES = 500;
  private static final int EXCHANGES = 10_000;

  /** What a signed GetSecretValue and its answer have, about. */
  private static final int REQUEST_BYTES = 600;

  private static final int ANSWER_BYTES = 900;

  /** More than a server sends at once: certificates, tickets, an answer. */
  private static final int RECEIVED_BYTES = 1 << 16;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ServerTls tls;
  private final SSLContext trusting;
  private long serverNanos;

  private TlsCost(ServerTls tls, SSLContext trusting) {
    this.tls = tls;
    this.trusting = trusting;
  }

  /** Prints both figures in microseconds; each is taken after a round that warms up. */
  public static void main(String[] arguments) throws Exception {
    Path certificate = Path.of(arguments[0]);
    TlsFiles files = new TlsFiles(certificate, Path.of(arguments[1]));
    try (ServerTls tls = ServerTls.load(files, InstantSource.system())) {
      TlsCost cost = new TlsCost(tls, trusting(certificate));
      cost.handshakes();
      double handshake = cost.handshakes();
      cost.exchanges();
      double exchange = cost.exchanges();
      System.out.printf("{\"handshake_us\": %.0f, \"exchange_us\": %.1f}%n", handshake, exchange);
    }
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private double handshakes() throws SSLException {
    serverNanos = 0;
    for (int i = 0; i < HANDSHAKES; i++) {
      Pair pair = new Pair();
      pair.shakeHands();
      pair.close();
    }
    return serverNanos / 1e3 / HANDSHAKES;
  }

  private double exchanges() throws SSLException {
    Pair pair = new Pair();
    pair.shakeHands();
    serverNanos = 0;
    for (int i = 0; i < EXCHANGES; i++) {
      pair.exchange();
    }
    double each = serverNanos / 1e3 / EXCHANGES;
    pair.close();
    return each;
  }

  private interface Work {
    void run();
  }

  /** Runs what the server does, and adds its time. */
  private void timed(Work work) {
    long before = THREADS.getCurrentThreadCpuTime();
    work.run();
    serverNanos += THREADS.getCurrentThreadCpuTime() - before;
  }

  /** A client and a server with a connection of their own. */
  private final class Pair {
    private final SSLEngine client = trusting.createSSLEngine();
    private final EmbeddedChannel server = new EmbeddedChannel();
    private final ByteBuffer plain;
    private final ByteBuffer packet;
    private final ByteBuffer received = ByteBuffer.allocate(RECEIVED_BYTES);
    private final byte[] request = new byte[REQUEST_BYTES];
    private final byte[] answer = new byte[ANSWER_BYTES];

    Pair() {
      client.setUseClientMode(true);
      plain = ByteBuffer.allocate(client.getSession().getApplicationBufferSize());
      packet = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
      timed(() -> server.pipeline().addLast(tls.newHandler(PooledByteBufAllocator.DEFAULT)));
    }

    void shakeHands() throws SSLException {
      client.beginHandshake();
      while (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
        step();
      }
      receive(); // tickets of sessions
    }

    private void step() throws SSLException {
      switch (client.getHandshakeStatus()) {
        case NEED_WRAP -> send(new byte[0]);
        case NEED_TASK -> client.getDelegatedTask().run();
        default -> receive();
      }
    }

    /** One request to the server, and its answer. */
    void exchange() throws SSLException {
      send(request);
      ByteBuf arrived = server.readInbound();
      arrived.release();
      timed(() -> server.writeOutbound(Unpooled.wrappedBuffer(answer)));
      receive();
    }

    private void send(byte[] content) throws SSLException {
      packet.clear();
      SSLEngineResult done = client.wrap(ByteBuffer.wrap(content), packet);
      if (done.getStatus() != SSLEngineResult.Status.OK) {
        throw new SSLException("not sent: " + done);
      }
      packet.flip();
      ByteBuf sent = PooledByteBufAllocator.DEFAULT.directBuffer(packet.remaining());
      sent.writeBytes(packet);
      timed(() -> server.writeInbound(sent));
    }

    /** Takes what the server has sent, as far as the client can before it has to send itself. */
    private void receive() throws SSLException {
      for (ByteBuf next = server.readOutbound(); next != null; next = server.readOutbound()) {
        received.put(next.nioBuffer());
        next.release();
      }
      received.flip();
      int before;
      do {
        before = received.remaining();
        plain.clear();
        client.unwrap(received, plain);
        while (client.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
          client.getDelegatedTask().run();
        }
      } while (received.remaining() < before);
      received.compact();
    }

    void close() {
      timed(server::finishAndReleaseAll);
    }
  }
}
