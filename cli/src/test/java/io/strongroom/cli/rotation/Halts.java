package io.strongroom.cli.rotation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where functions ask before and after each step whether they may go on. They may, but for one that
 * is at the moment which a test waits for: it gets no answer.
 */
final class Halts implements AutoCloseable {
  private final ServerSocket listener;
  private volatile @Nullable Halt halt;

  /** A moment that a function is to be held at. */
  private record Halt(String moment, CountDownLatch reached) {}

  private Halts(ServerSocket listener) {
    this.listener = listener;
  }

  static Halts open() throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Halts halts = new Halts(listener);
    Thread.ofPlatform().daemon().start(halts::accept);
    return halts;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Has the next function held that comes to a moment, such as {@code before setSecret}. */
  void expect(String moment) {
    halt = new Halt(moment, new CountDownLatch(1));
  }

  /** Waits until a function is there; those that come later may go on. */
  void await() throws InterruptedException {
    Halt expected = halt;
    long seconds = RotationRoom.PATIENCE.toSeconds();
    assertTrue(
        expected != null && expected.reached().await(seconds, TimeUnit.SECONDS),
        "the rotation does not get there");
    halt = null;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket function = listener.accept();
        Thread.ofPlatform().daemon().start(() -> answer(function));
      } catch (IOException e) {
        // Closed: the test is over.
        return;
      }
    }
  }

  private void answer(Socket function) {
    try (function) {
      String moment =
          new BufferedReader(
                  new InputStreamReader(function.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      Halt expected = halt;
      if (expected != null && expected.moment().equals(moment)) {
        expected.reached().countDown();
        // Nothing more comes from a function that is held: this returns when it is dead.
        int _ = function.getInputStream().read();
        return;
      }
      function.getOutputStream().write('g');
    } catch (IOException e) {
      // The function is dead.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
