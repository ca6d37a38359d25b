package io.strongroom.cli.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Kills the server with SIGKILL while real SDK clients write, starts it again, and looks for every
 * write that was acknowledged (PRM-1, T03).
 *
 * <p>{@code -Dkill.cycles=N} sets how often, {@code -Dkill.life=MILLIS} how long a server lives at
 * most, for slow machines. The figures are the last lines that the test prints.
 */
class KillTest {
  private static final int CYCLES = Integer.getInteger("kill.cycles", 20);
  private static final int WRITERS = 8;
  private static final int LONGEST_LIFE_MILLIS = Integer.getInteger("kill.life", 1_500);
  private static final int SHORTEST_LIFE_MILLIS = LONGEST_LIFE_MILLIS / 5;

  private static final Pattern RECORD =
      Pattern.compile("\"requestID\":\"([^\"]+)\".*\"sequence\":(\\d+)}}$");

  @TempDir Path directory;

  @Test
  @DisplayName("PRM-1: an acknowledged write survives the death of the process")
  void everyAcknowledgedWriteIsThereAfterEachKill() throws Exception {
    Victim victim = Victim.init(directory);
    SplittableRandom random = new SplittableRandom(20_261_125);
    List<Writer> all = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      List<Writer> writers = new ArrayList<>();
      victim.start();
      try (SecretsManagerClient client = victim.client();
          ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          Writer writer = new Writer(client, "kill/" + cycle + "/" + i, random.split());
          writers.add(writer);
          running.add(threads.submit(writer));
        }
        Thread.sleep(Duration.ofMillis(random.nextInt(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS)));
        victim.kill();
        for (Future<?> each : running) {
          each.get();
        }
      }
      all.addAll(writers);
      victim.start();
      try (SecretsManagerClient client = victim.client()) {
        writers.forEach(writer -> writer.verify(client, lost));
        all.get(random.nextInt(all.size())).verify(client, lost);
      }
      victim.stop();
    }
    long acknowledged = all.stream().mapToLong(Writer::acknowledged).sum();
    System.out.printf(
        "kill test: cycles %d, acknowledged writes %d, lost %d%n",
        CYCLES, acknowledged, lost.size());
    assertEquals(List.of(), lost);
    assertTrue(acknowledged > 0, "nothing was written before the kills");
    assertEquals(0, victim.check(), "check finds the store whole");
    assertRecorded(all, victim.auditLines());
  }

  /** PRM-14, T30: each acknowledged write has its record, once, in places without gaps. */
  private static void assertRecorded(List<Writer> writers, List<String> lines) {
    Map<String, Integer> records = new HashMap<>();
    long sequence = 0;
    for (String line : lines) {
      Matcher record = RECORD.matcher(line);
      assertTrue(record.find(), line);
      records.merge(record.group(1), 1, Integer::sum);
      assertEquals(++sequence, Long.parseLong(record.group(2)));
    }
    for (Writer writer : writers) {
      for (String requestId : writer.requestIds()) {
        assertEquals(1, records.getOrDefault(requestId, 0), requestId);
      }
    }
    System.out.printf("kill test: audit records %d, missing 0%n", lines.size());
  }
}
