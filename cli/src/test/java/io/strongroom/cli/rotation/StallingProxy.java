package io.strongroom.cli.rotation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a server and its database, in plain text, and stops at a moment that a test names:
 * at a connection, before a statement, or when the answer to one is there. What is stopped stays so
 * until the test lets it go, or throws it away as a client that dies would have.
 */
final class StallingProxy implements AutoCloseable {
  private static final int BUFFER = 16 << 10;

  /** So much of what went before is looked at again: a statement may come in two pieces. */
  private static final int OVERLAP = 200;

  private final ServerSocket listener;
  private final int target;
  private volatile @Nullable Trap trap;

  /** Where a trap stops what. */
  enum Point {
    /** Connections, before the first byte is passed on. */
    CONNECTION,
    /** A statement, before it is passed on. */
    STATEMENT,
    /** The answer to a statement, before it is passed on. */
    ANSWER
  }

  /** A moment to stop at. */
  static final class Trap {
    private final @Nullable Pattern first;
    private final Point point;
    private final Pattern statement;
    private final CountDownLatch reached;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean armed;
    private volatile boolean passing;

    /**
     * Stops nothing yet.
     *
     * @param first a statement that must have been passed on before, or null
     * @param statement what statements are stopped, or answered ones; any for connections
     * @param count how often it must have stopped something for the moment to be reached
     */
    Trap(@Nullable String first, Point point, String statement, int count) {
      this.first = first == null ? null : Pattern.compile(first);
      this.point = point;
      this.statement = Pattern.compile(statement);
      this.reached = new CountDownLatch(count);
      this.armed = first == null;
    }

    /** Waits until the moment has come. */
    void await() throws InterruptedException {
      long seconds = RotationRoom.PATIENCE.toSeconds();
      assertTrue(reached.await(seconds, TimeUnit.SECONDS), "the rotation does not get there");
    }

    /** Passes on what was stopped. */
    void letGo() {
      passing = true;
      released.countDown();
    }

    /** Throws away what was stopped, and its connection. */
    void drop() {
      released.countDown();
    }

    /** Stops the thread; returns whether it may go on. */
    private boolean stop() {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return passing;
    }

    private boolean stopsAt(Point where, String text) {
      return armed && point == where && statement.matcher(text).find();
    }

    private void passed(String text) {
      if (first != null && first.matcher(text).find()) {
        armed = true;
      }
    }
  }

  private StallingProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** Listens on a port of this machine, for connections to another one. */
  static StallingProxy to(int target) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    StallingProxy proxy = new StallingProxy(listener, target);
    Thread.ofPlatform().daemon().start(proxy::accept);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Sets the trap for what comes from now on. */
  Trap set(Trap next) {
    trap = next;
    return next;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofPlatform().daemon().start(() -> serve(client));
      } catch (IOException e) {
        // Closed: the test is over.
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Trap set = trap;
      if (set != null && set.stopsAt(Point.CONNECTION, "") && !set.stop()) {
        return;
      }
      try (Socket database = new Socket(InetAddress.getLoopbackAddress(), target)) {
        Line line = new Line(client, database);
        Thread answers = Thread.ofPlatform().daemon().start(line::passAnswers);
        line.passStatements();
        answers.join();
      }
    } catch (IOException e) {
      // One of the two is gone, and with it the other.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection and the one to the database that belongs to it. */
  private final class Line {
    private final Socket client;
    private final Socket database;
    private volatile @Nullable Trap answerTrap;

    Line(Socket client, Socket database) {
      this.client = client;
      this.database = database;
    }

    void passStatements() {
      String before = "";
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = client.getInputStream();
        OutputStream out = database.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          String text = before + new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
          Trap set = trap;
          if (set != null && set.stopsAt(Point.STATEMENT, text) && !set.stop()) {
            break;
          }
          if (set != null && set.stopsAt(Point.ANSWER, text)) {
            answerTrap = set;
          }
          if (set != null) {
            set.passed(text);
          }
          out.write(buffer, 0, read);
          before = text.substring(Math.max(0, text.length() - OVERLAP));
        }
      } catch (IOException e) {
        // The one who reads or the one who writes is gone; both lines end.
      } finally {
        end();
      }
    }

    void passAnswers() {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = database.getInputStream();
        OutputStream out = client.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          Trap set = answerTrap;
          if (set != null && !set.stop()) {
            break;
          }
          answerTrap = null;
          out.write(buffer, 0, read);
        }
      } catch (IOException e) {
        // As above.
      } finally {
        end();
      }
    }

    private void end() {
      try {
        client.close();
        database.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    Trap last = trap;
    if (last != null) {
      last.drop();
    }
    listener.close();
  }
}
