package io.strongroom.rotators.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.rotators.Rotator;
import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.target.Targets;
import io.strongroom.testkit.database.MariadbServer;
import io.strongroom.testkit.database.PostgresqlServer;
import io.strongroom.testkit.database.TestCertificate;
import io.strongroom.testkit.database.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What readers see of rotations: clients log in all the time while the secret is rotated again and
 * again. {@code -Dstrongroom.rotations=100} rotates more often.
 */
class RotationLoadTest {
  private static final int ROTATIONS = Integer.getInteger("strongroom.rotations", 5);
  private static final int CLIENTS = 4;

  /** Half of the clients use what they have read for so many logins, the others for one. */
  private static final int LOGINS_PER_READ = 5;

  private static final String ROW = "%-24s %-12s %9s %9s %14s %18s%n";

  /** A client: reads the secret, logs in with it some times, reads again. */
  private static final class Client implements Runnable {
    private final TestDatabase server;
    private final TestSecret secret;
    private final int loginsPerRead;
    private final AtomicBoolean stopped;
    private final AtomicLong reads = new AtomicLong();
    private long logins;
    private long failed;

    Client(TestDatabase server, TestSecret secret, int loginsPerRead, AtomicBoolean stopped) {
      this.server = server;
      this.secret = secret;
      this.loginsPerRead = loginsPerRead;
      this.stopped = stopped;
    }

    @Override
    public void run() {
      while (!stopped.get()) {
        String value = secret.current();
        reads.incrementAndGet();
        String username = TestSecret.member(value, "username");
        String password = TestSecret.member(value, "password");
        for (int i = 0; i < loginsPerRead; i++) {
          logins++;
          failed += server.works(username, password) ? 0 : 1;
        }
      }
    }
  }

  @Test
  void postgresql(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.write(directory, "localhost");
    try (PostgresqlServer server = PostgresqlServer.start(directory, certificate, "")) {
      measure("postgresql", server, certificate);
    }
  }

  @Test
  void mariadb(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.write(directory, "localhost");
    try (MariadbServer server = MariadbServer.start(directory, certificate, false)) {
      measure("mariadb", server, certificate);
    }
    Path other = directory.resolve("mysql");
    assertTrue(other.toFile().mkdir());
    try (MariadbServer server = MariadbServer.start(other, certificate, true)) {
      measure("mysql", server, certificate);
    }
  }

  private static void measure(String name, TestDatabase server, TestCertificate certificate)
      throws Exception {
    Targets targets = Databases.targets(certificate.certificate(), true);
    Database database = Databases.of(server);
    System.out.printf(
        ROW, "rotator", "rotations", "logins", "failed", "read each time", "read each 5 logins");
    load(server, new Rotator(name + "-single", new SingleUser(database, targets)));
    long failed =
        load(server, new Rotator(name + "-alternating", new AlternatingUsers(database, targets)));
    assertEquals(0, failed, "logins of users who take turns never fail");
  }

  /** Returns how many logins failed. */
  private static long load(TestDatabase server, Rotator rotator) throws Exception {
    String user = "load-" + rotator.name();
    server.createUser(user, TestDatabase.FIRST_PASSWORD);
    String superuser = server.secret(server.superuser(), TestDatabase.FIRST_PASSWORD, "");
    TestSecret secret =
        new TestSecret(
            server.secret(user, TestDatabase.FIRST_PASSWORD, ", \"masterarn\": \"superuser\""));
    secret.others.put("superuser", superuser);
    AtomicBoolean stopped = new AtomicBoolean();
    List<Client> clients = new ArrayList<>();
    List<Future<?>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        Client client = new Client(server, secret, i % 2 == 0 ? 1 : LOGINS_PER_READ, stopped);
        clients.add(client);
        ends.add(threads.submit(client));
      }
      for (int i = 0; i < ROTATIONS; i++) {
        awaitReads(clients, ends);
        secret.rotate(rotator);
      }
      awaitReads(clients, ends);
      stopped.set(true);
    }
    for (Future<?> end : ends) {
      end.get();
    }
    return report(rotator, clients);
  }

  /**
   * Waits until each client has read the secret anew: nobody keeps a value for two rotations. The
   * first read that is counted may have begun before.
   */
  private static void awaitReads(List<Client> clients, List<Future<?>> ends) {
    List<Long> before = clients.stream().map(client -> client.reads.get()).toList();
    for (int i = 0; i < clients.size(); i++) {
      while (clients.get(i).reads.get() < before.get(i) + 2 && !ends.get(i).isDone()) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static long report(Rotator rotator, List<Client> clients) {
    long fresh = 0;
    long kept = 0;
    long logins = 0;
    for (Client client : clients) {
      logins += client.logins;
      fresh += client.loginsPerRead == 1 ? client.failed : 0;
      kept += client.loginsPerRead == 1 ? 0 : client.failed;
    }
    System.out.printf(ROW, rotator.name(), ROTATIONS, logins, fresh + kept, fresh, kept);
    return fresh + kept;
  }
}
