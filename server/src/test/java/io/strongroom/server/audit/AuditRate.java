package io.strongroom.server.audit;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.audit.MemoryOutbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Measures the hand-over of records to the log, and how many a second reach the disk. Run by hand,
 * with a directory to write to; the figures are in docs/audit.md.
 */
final class AuditRate {
  private static final int RECORD_BYTES = 1_000;
  private static final int QUIET = 4_000;
  private static final int MANY = 2_000_000;

  private AuditRate() {}

  /** Prints both figures. */
  @SuppressWarnings("SystemOut") // its purpose
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(arguments[0]), "audit-rate");
    AuditSettings settings =
        new AuditSettings(directory.resolve("audit"), AuditSettings.Mode.GROUP, 64L << 20, 2, 0);
    byte[] json =
        ("{\"eventID\":\"" + "x".repeat(RECORD_BYTES) + "\",\"additionalEventData\":{\"n\":1}}")
            .getBytes(StandardCharsets.UTF_8);
    AuditRecord record = AuditRecord.owning(json);
    try (FileAuditLog log =
        FileAuditLog.start(settings, new MemoryOutbox(), "1", InstantSource.system())) {
      for (int round = 0; round < 20; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < QUIET; i++) {
          log.accept(record);
        }
        System.out.printf("hand-over: %d ns%n", (System.nanoTime() - start) / QUIET);
        Thread.sleep(300);
      }
      long start = System.nanoTime();
      Thread pushing =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < MANY; i++) {
                      log.accept(record);
                    }
                  });
      pushing.join();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("records a second: %.0f%n", MANY / seconds);
    }
  }
}
