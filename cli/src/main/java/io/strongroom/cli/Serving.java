package io.strongroom.cli;

import io.strongroom.server.Server;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Serves until the process is told to stop. Standard output gets exactly one line, when requests
 * are answered: {@code ready http://HOST:PORT}, or https.
 */
final class Serving {
  private Serving() {}

  /**
   * Announces the server, and blocks for ever: the process ends through its shutdown hook.
   *
   * @param drain how long requests are answered once the process was told to stop
   */
  static int untilStopped(Server server, Duration drain) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("strongroom-stop").unstarted(() -> stop(server, drain)));
    PrintStream out = System.out;
    out.println("ready " + url(server));
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }

  /** Stopping by a signal is a normal end; the virtual machine would exit with 128 + the signal. */
  private static void stop(Server server, Duration drain) {
    try {
      server.drain(drain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
    Runtime.getRuntime().halt(0);
  }

  /** Returns the URL of a server; any address at all is shown as the one of this machine. */
  static String url(Server server) {
    return server.url();
  }
}
