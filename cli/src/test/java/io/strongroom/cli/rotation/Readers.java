package io.strongroom.cli.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that log in to a database all the time, each with a new connection: with what they read
 * from the secret right before, or with what they have read for some logins.
 */
final class Readers {
  private static final int CLIENTS = 4;

  /** Half of the clients use what they have read for so many logins, the others for one. */
  static final int LOGINS_PER_READ = 5;

  private static final long POLL_NANOS = 1_000_000;

  private final List<Reader> readers = new ArrayList<>();
  private final List<Future<?>> ends = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * What the clients saw.
   *
   * @param logins how often they logged in
   * @param fresh how many logins failed right after the secret was read
   * @param kept how many failed of the clients that read it for some logins
   */
  record Seen(long logins, long fresh, long kept) {
    long failed() {
      return fresh + kept;
    }
  }

  private final class Reader implements Runnable {
    private final RotationRoom room;
    private final String secret;
    private final int loginsPerRead;
    private final AtomicLong reads = new AtomicLong();
    private long logins;
    private long failed;

    Reader(RotationRoom room, String secret, int loginsPerRead) {
      this.room = room;
      this.secret = secret;
      this.loginsPerRead = loginsPerRead;
    }

    @Override
    public void run() {
      while (!stopped.get()) {
        Login login = room.current(secret);
        reads.incrementAndGet();
        for (int i = 0; i < loginsPerRead; i++) {
          logins++;
          failed += login.works(room.database()) ? 0 : 1;
        }
      }
    }
  }

  /** Something that changes the secret once, and returns when that is done. */
  @FunctionalInterface
  interface Change {
    /** Makes the change. */
    void make() throws InterruptedException;
  }

  /**
   * Has clients log in while {@code change} is made so many times, each time only when all clients
   * have read the secret anew: nobody keeps a value for two changes.
   *
   * @throws ExecutionException if a client could not read the secret
   */
  static Seen during(int changes, RotationRoom room, String secret, Change change)
      throws InterruptedException, ExecutionException {
    Readers clients = new Readers();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        Reader reader = clients.new Reader(room, secret, i % 2 == 0 ? 1 : LOGINS_PER_READ);
        clients.readers.add(reader);
        clients.ends.add(threads.submit(reader));
      }
      try {
        for (int i = 0; i < changes; i++) {
          clients.awaitReads();
          change.make();
        }
        clients.awaitReads();
      } finally {
        clients.stopped.set(true);
      }
    }
    for (Future<?> end : clients.ends) {
      end.get();
    }
    return clients.seen();
  }

  /** Waits until each client has read again. The first read that is counted may be an old one. */
  private void awaitReads() {
    List<Long> before = readers.stream().map(reader -> reader.reads.get()).toList();
    for (int i = 0; i < readers.size(); i++) {
      while (readers.get(i).reads.get() < before.get(i) + 2 && !ends.get(i).isDone()) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private Seen seen() {
    long logins = 0;
    long fresh = 0;
    long kept = 0;
    for (Reader reader : readers) {
      logins += reader.logins;
      fresh += reader.loginsPerRead == 1 ? reader.failed : 0;
      kept += reader.loginsPerRead == 1 ? 0 : reader.failed;
    }
    return new Seen(logins, fresh, kept);
  }
}
