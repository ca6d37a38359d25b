package io.strongroom.functions;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Where one process finds the Runtime API: a port of the loopback address that only the process and
 * those under it may use. Every connection is looked at before a byte is read from it.
 */
final class RuntimeApi implements AutoCloseable {

  /** How many connections a process may have open. Published clients have one. */
  static final int MAX_CONNECTIONS = 16;

  private static final int BACKLOG = 32;
  private static final long RETRY_NANOS = 10_000_000;

  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private RuntimeApi(ServerSocket listener) {
    this.listener = listener;
  }

  /** Takes a port of its own; nothing is served before {@link #serve}. */
  static RuntimeApi open() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return new RuntimeApi(new ServerSocket(0, BACKLOG, loopback));
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns where the process finds it, as {@code AWS_LAMBDA_RUNTIME_API} names it. */
  String authority() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** A connection as it is served. */
  @FunctionalInterface
  interface Service {
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  /**
   * Starts to take connections.
   *
   * @param known tells whether the other end of a connection is the process's
   */
  void serve(Predicate<InetSocketAddress> known, Service service) {
    Thread.ofVirtual().name("runtime-api").start(() -> accept(known, service));
  }

  private void accept(Predicate<InetSocketAddress> known, Service service) {
    while (!listener.isClosed()) {
      try {
        take(listener.accept(), known, service);
      } catch (IOException e) {
        // Closed; or out of files, which passes.
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void take(Socket socket, Predicate<InetSocketAddress> known, Service service) {
    sockets.add(socket);
    if (sockets.size() <= MAX_CONNECTIONS
        && socket.getRemoteSocketAddress() instanceof InetSocketAddress peer
        && known.test(peer)
        && !listener.isClosed()) {
      Thread.ofVirtual().name("runtime-connection").start(() -> run(socket, service));
    } else {
      drop(socket);
    }
  }

  private void run(Socket socket, Service service) {
    try {
      socket.setTcpNoDelay(true);
      service.serve(socket);
    } catch (IOException e) {
      // The process broke the protocol or went away; its end is noticed elsewhere.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop(socket);
    }
  }

  private void drop(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing to do about a socket that does not close.
      return;
    }
  }

  /** Tells whether connections are open. */
  boolean hasConnections() {
    return !sockets.isEmpty();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // As with its connections.
      sockets.clear();
    }
    sockets.forEach(this::drop);
  }
}
