package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.adding;
import static io.strongroom.testkit.store.SampleSecrets.envelope;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.version;

import io.strongroom.core.audit.AuditOutbox;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.keys.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a machine and its disk give: durable commits of one new version each, finds from
 * memory, and pages of a list. Not a test; run it with a directory that does not exist, on the disk
 * in question, and optionally the number of secrets, seconds and writers.
 */
final class CommitRate {
  private static final int INSERTED_TOGETHER = 1_000;
  private static final int PAGE = 100;
  private static final int FORGOTTEN_TOGETHER = 500;
  private static final long NANOS = 1_000_000_000L;

  private final SqliteStore store;
  private final int secrets;
  private final long seconds;
  private final Envelope envelope = envelope(1);
  private final AtomicLong records = new AtomicLong();
  private final AuditRecord record =
      AuditRecord.owning(
          ("{\"eventID\":\"" + "x".repeat(1_000) + "\",\"additionalEventData\":{\"n\":1}}")
              .getBytes(StandardCharsets.UTF_8));

  private CommitRate(SqliteStore store, int secrets, long seconds) {
    this.store = store;
    this.secrets = secrets;
    this.seconds = seconds;
  }

  @SuppressWarnings("SystemOut") // its purpose
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int secrets = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    long seconds = arguments.length > 2 ? Long.parseLong(arguments[2]) : 10;
    int writers = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 64;
    try (SqliteStore store = Stores.fresh(directory, StoreOptions.defaults())) {
      CommitRate rate = new CommitRate(store, secrets, seconds);
      rate.insertAll();
      System.out.println("warm-up     " + rate.measure(writers, rate::commit));
      System.out.println("commits     " + rate.measure(writers, rate::commit));
      System.out.println("recorded    " + rate.measure(writers, rate::recordedCommit));
      System.out.println("one writer  " + rate.measure(1, rate::commit));
      System.out.println("finds       " + rate.measure(2, rate::find));
      System.out.println("pages       " + rate.measure(2, () -> rate.page("")));
      System.out.println("by prefix   " + rate.measure(2, () -> rate.page("secret/00")));
    }
  }

  private void insertAll() {
    List<SecretWrite> writes = new ArrayList<>();
    for (int i = 0; i < secrets; i++) {
      long number = store.nextNumber();
      Secret fresh = adding(secret(name(i)), version(number));
      writes.add(new SecretWrite.Insert(fresh, List.of(new SecretWrite.Added(number, envelope))));
      if (writes.size() == INSERTED_TOGETHER || i == secrets - 1) {
        store.commit(writes);
        writes.clear();
      }
    }
  }

  private static String name(int i) {
    return "secret/%08d".formatted(i);
  }

  private Secret any() {
    SecretName name = new SecretName(name(ThreadLocalRandom.current().nextInt(secrets)));
    return Objects.requireNonNull(store.find(ACCOUNT, REGION, name));
  }

  private boolean commit() {
    return commit(null);
  }

  /** The same with an audit record of usual length; all of them are forgotten now and then. */
  private boolean recordedCommit() {
    boolean done = commit(record);
    if (records.incrementAndGet() % FORGOTTEN_TOGETHER == 0) {
      List<AuditOutbox.Waiting> waiting = store.waitingRecords(0, FORGOTTEN_TOGETHER);
      store.forgetRecords(waiting.isEmpty() ? 0 : waiting.getLast().number());
    }
    return done;
  }

  private boolean commit(@Nullable AuditRecord with) {
    Secret before = any();
    long number = store.nextNumber();
    Secret next = adding(before, version(number)).describing(null, NOW.plusMillis(number));
    SecretWrite write =
        SecretWrite.replacing(before, next, List.of(new SecretWrite.Added(number, envelope)));
    List<AuditRecord> records = with == null ? List.of() : List.of(with);
    return store.commit(List.of(write), records) instanceof Commit.Done;
  }

  private boolean find() {
    return !any().isDeleted();
  }

  private boolean page(String prefix) {
    Scan scan =
        new Scan(
            ACCOUNT,
            REGION,
            prefix,
            Scan.Deletions.LEFT_OUT,
            Scan.SortBy.CREATED,
            Scan.Direction.ASCENDING,
            null,
            PAGE + 1);
    return store.scan(scan).size() > PAGE;
  }

  private String measure(int callers, Callable<Boolean> call) throws Exception {
    long end = System.nanoTime() + seconds * NANOS;
    List<Future<long[]>> latencies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        latencies.add(threads.submit(() -> callUntil(end, call)));
      }
    }
    int total = 0;
    long[] all = new long[0];
    for (Future<long[]> each : latencies) {
      long[] more = each.get();
      all = Arrays.copyOf(all, total + more.length);
      System.arraycopy(more, 0, all, total, more.length);
      total += more.length;
    }
    Arrays.sort(all);
    return "%,d/s, p50 %,d us, p99 %,d us, p99.9 %,d us"
        .formatted(total / seconds, micros(all, 0.5), micros(all, 0.99), micros(all, 0.999));
  }

  private static long[] callUntil(long end, Callable<Boolean> call) throws Exception {
    long[] latencies = new long[1 << 10];
    int count = 0;
    while (true) {
      long start = System.nanoTime();
      if (start >= end) {
        return Arrays.copyOf(latencies, count);
      }
      if (call.call()) {
        if (count == latencies.length) {
          latencies = Arrays.copyOf(latencies, 2 * count);
        }
        latencies[count++] = System.nanoTime() - start;
      }
    }
  }

  private static long micros(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1_000;
  }
}
