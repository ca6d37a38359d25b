package io.strongroom.rotators.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets go where they were allowed to, and end. */
class PinnedSocketsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private Socket connect(Limits limits) throws IOException {
    Endpoint endpoint =
        new Endpoint(
            "elsewhere.example.com", server.getLocalPort(), List.of(server.getInetAddress()));
    return PinnedSockets.connecting(
        endpoint, limits, () -> new PinnedSockets().createSocket("elsewhere.example.com", 1));
  }

  @Test
  void theAddressIsThatWhichWasAllowed() throws IOException {
    try (Socket socket = connect(Limits.DEFAULT)) {
      assertEquals(server.getLocalPort(), socket.getPort());
      assertTrue(socket.isConnected());
      InetSocketAddress other = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
      assertThrows(SocketException.class, () -> socket.connect(other));
      assertThrows(SocketException.class, () -> socket.connect(other, 1));
    }
  }

  @Test
  void outsideOfAnAllowedConnectionThereIsNoSocket() {
    assertThrows(SocketException.class, () -> new PinnedSockets().createSocket());
  }

  @Test
  void theNextAddressIsTriedIfOneRefuses() throws IOException {
    InetAddress nobody = InetAddress.ofLiteral("127.0.0.77");
    Endpoint endpoint =
        new Endpoint("db", server.getLocalPort(), List.of(nobody, server.getInetAddress()));
    try (Socket socket =
        PinnedSockets.connecting(
            endpoint, Limits.DEFAULT, () -> new PinnedSockets().createSocket())) {
      assertEquals(server.getInetAddress(), socket.getInetAddress());
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (Socket socket = connect(new Limits(LONG, SHORT, LONG, 100))) {
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
      socket.setSoTimeout(0);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
      socket.setSoTimeout(1_000_000);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }
  }

  @Test
  void aServerThatSaysALittleForeverIsGivenUp() throws IOException {
    try (Socket socket = connect(new Limits(LONG, LONG, Duration.ofMillis(300), 1_000_000));
        Socket peer = server.accept()) {
      Thread dripping = Thread.ofVirtual().start(() -> drip(peer));
      assertThrows(SocketTimeoutException.class, () -> readAll(socket));
      dripping.interrupt();
    }
  }

  private static void readAll(Socket socket) throws IOException {
    byte[] buffer = new byte[16];
    while (socket.getInputStream().read(buffer) >= 0) {
      buffer[0] = 0;
    }
  }

  private static void drip(Socket peer) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        peer.getOutputStream().write(1);
        Thread.sleep(5);
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aServerThatSaysTooMuchIsGivenUp() throws IOException {
    try (Socket socket = connect(new Limits(LONG, LONG, LONG, 100));
        Socket peer = server.accept()) {
      peer.getOutputStream().write(new byte[101]);
      peer.shutdownOutput();
      assertThrows(IOException.class, () -> readAll(socket));
    }
    try (Socket socket = connect(new Limits(LONG, LONG, LONG, 100));
        Socket peer = server.accept()) {
      peer.getOutputStream().write(new byte[100]);
      peer.shutdownOutput();
      readAll(socket);
    }
  }
}
