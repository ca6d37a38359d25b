package io.strongroom.store.postgres;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.store.sql.StoreOpenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Two servers behind a balancer, which sends requests to those that are not being restarted, and
 * callers who write and read all the time.
 */
final class BalancedServers implements AutoCloseable {
  private static final int CALLERS = 4;
  private static final Duration PATIENCE = Duration.ofMillis(10);
  private static final int MAX_WAITS = 6_000;

  private final List<Slot> slots = new ArrayList<>();
  private final List<Thread> callers = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong requests = new AtomicLong();
  private volatile boolean over;

  /** A server and its place at the balancer: requests hold the lock for reading. */
  private static final class Slot {
    private final PostgresOptions options;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private PostgresStore store;

    Slot(PostgresOptions options, PostgresStore store) {
      this.options = options;
      this.store = store;
    }
  }

  /** One call at a server. */
  private interface Request {
    void send(PostgresStore store);
  }

  /** Starts servers of this release and their callers. */
  static BalancedServers start(List<PostgresOptions> options) throws StoreOpenException {
    BalancedServers servers = new BalancedServers();
    for (PostgresOptions each : options) {
      servers.slots.add(new Slot(each, Databases.open(each)));
    }
    for (int caller = 0; caller < CALLERS; caller++) {
      String name = "of-caller-" + caller;
      servers.callers.add(Thread.ofVirtual().start(() -> servers.call(name)));
    }
    return servers;
  }

  private void call(String name) {
    send(store -> require(store.commit(inserting(secret(name)))));
    AtomicLong known = new AtomicLong(1);
    while (!over) {
      send(
          store -> {
            Secret found = read(store, name);
            requireEqual(known.get(), found.revision());
            require(store.commit(updating(found)));
            known.incrementAndGet();
          });
      send(store -> requireEqual(known.get(), read(store, name).revision()));
    }
  }

  private static Secret read(PostgresStore store, String name) {
    long view = store.membership().refresh();
    Secret found = store.find(ACCOUNT, REGION, new SecretName(name));
    if (!store.membership().holds(view)) {
      throw new IllegalStateException("the read lease has ended");
    }
    return Objects.requireNonNull(found, name);
  }

  private static void require(Commit outcome) {
    if (!(outcome instanceof Commit.Done)) {
      throw new IllegalStateException("not stored: " + outcome);
    }
  }

  private static void requireEqual(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("expected revision " + expected + ", found " + found);
    }
  }

  /** Sends a request to a server that is not being restarted, now one and now the other. */
  private void send(Request request) {
    for (int i = Math.floorMod(requests.get(), slots.size()); ; i = (i + 1) % slots.size()) {
      Slot slot = slots.get(i);
      if (slot.lock.readLock().tryLock()) {
        try {
          request.send(slot.store);
          requests.incrementAndGet();
        } catch (RuntimeException e) {
          failures.add(slot.options.node() + ": " + e);
        } finally {
          slot.lock.readLock().unlock();
        }
        return;
      }
      Thread.onSpinWait();
    }
  }

  /** Restarts a server as a release, once the balancer sends nothing there. */
  void restart(int number, Planted release) throws StoreOpenException {
    Slot slot = slots.get(number);
    slot.lock.writeLock().lock();
    try {
      slot.store.close();
      slot.store = Databases.open(slot.options, release);
    } finally {
      slot.lock.writeLock().unlock();
    }
  }

  /** Returns when so many more requests were answered. */
  void await(int more) {
    long until = requests.get() + more;
    for (int i = 0; i < MAX_WAITS && requests.get() < until; i++) {
      LockSupport.parkNanos(PATIENCE.toNanos());
    }
    if (requests.get() < until) {
      throw new IllegalStateException("nothing is answered any more: " + failures);
    }
  }

  /** Ends the callers and returns what failed. */
  List<String> stop() {
    over = true;
    for (Thread each : callers) {
      try {
        each.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    var _ = stop();
    slots.forEach(slot -> slot.store.close());
  }
}
