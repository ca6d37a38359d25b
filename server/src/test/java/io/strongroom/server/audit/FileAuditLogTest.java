package io.strongroom.server.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.audit.MemoryOutbox;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log in files, on good disks and bad ones. */
@Timeout(60)
class FileAuditLogTest {
  private static final long LARGE = 1 << 20;

  @TempDir private Path temporary;
  private final MemoryOutbox outbox = new MemoryOutbox();
  private final BrokenDisk disk = new BrokenDisk();

  private Path directory() {
    return temporary.resolve("audit");
  }

  private FileAuditLog start() throws IOException {
    return start(AuditSettings.Mode.GROUP, LARGE, 0);
  }

  private FileAuditLog start(AuditSettings.Mode mode, long bytes, int files) throws IOException {
    AuditSettings settings = new AuditSettings(directory(), mode, bytes, files, 0);
    return FileAuditLog.start(settings, outbox, "1", InstantSource.system(), disk);
  }

  private static String id(int number) {
    return "%036d".formatted(number);
  }

  private static AuditRecord record(int number) {
    String json =
        "{\"eventID\":\"%s\",\"readOnly\":true,\"additionalEventData\":{\"n\":%d}}"
            .formatted(id(number), number);
    return AuditRecord.owning(json.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    new AuditReader(directory()).read(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
    return lines;
  }

  /** Asserts that the records of these numbers are there, once each and in places without gaps. */
  private void assertWritten(int... numbers) throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      String json = new String(record(numbers[i]).bytes(), StandardCharsets.UTF_8);
      String open = json.substring(0, json.length() - 2);
      expected.add(open + ",\"node\":\"1\",\"epoch\":1,\"sequence\":" + (i + 1) + "}}");
    }
    assertEquals(expected, lines());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  /** Accepts as a request on a virtual thread does, and returns why not, or null. */
  private static @Nullable ErrorCode accept(FileAuditLog log, int number) throws Exception {
    FutureTask<@Nullable ErrorCode> task =
        new FutureTask<>(
            () -> {
              try {
                log.accept(record(number));
                return null;
              } catch (ServiceException e) {
                return e.code();
              }
            });
    Thread.ofVirtual().start(task);
    return task.get();
  }

  @Test
  void whatIsAcceptedIsThereAfterTheEnd() throws Exception {
    try (FileAuditLog log = start()) {
      log.accept(record(1));
      log.accept(record(2));
    }
    assertWritten(1, 2);
    try (FileAuditLog log = start()) {
      log.accept(record(3));
    }
    assertWritten(1, 2, 3);
    assertEquals(1, AuditFiles.list(directory()).size());
  }

  @Test
  @DisplayName("MEM-6: nobody else can look into the log")
  void onlyTheOwnerCanReadIt() throws Exception {
    try (FileAuditLog log = start()) {
      log.accept(record(1));
    }
    Path file = AuditFiles.list(directory()).getFirst();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())));
  }

  @Test
  @DisplayName("AUD-2: records of changes are taken from the store and forgotten there")
  void recordsOfChangesAreTaken() throws Exception {
    try (FileAuditLog log = start()) {
      outbox.add(record(1));
      log.committed();
      await(() -> outbox.waitingRecords(0, 9).isEmpty());
      assertWritten(1);
    }
  }

  @Test
  @DisplayName("AUD-2: what waits from before a crash is taken at the start, and once")
  void whatWaitsIsTakenOnce() throws Exception {
    try (FileAuditLog log = start()) {
      log.accept(record(1));
      log.accept(record(2));
    }
    outbox.add(record(2));
    outbox.add(record(3));
    try (FileAuditLog log = start()) {
      assertTrue(outbox.waitingRecords(0, 9).isEmpty());
      log.accept(record(4));
    }
    assertWritten(1, 2, 3, 4);
  }

  @Test
  void aTornLastLineIsCut() throws Exception {
    try (FileAuditLog log = start()) {
      log.accept(record(1));
    }
    Path file = AuditFiles.list(directory()).getFirst();
    Files.writeString(file, "{\"eventVersion\":\"1.", StandardOpenOption.APPEND);
    Files.write(file, new byte[100], StandardOpenOption.APPEND);
    try (FileAuditLog log = start()) {
      log.accept(record(2));
    }
    assertWritten(1, 2);
  }

  @Test
  void aFileWithoutAWholeLineIsForgotten() throws Exception {
    try (FileAuditLog log = start()) {
      log.accept(record(1));
    }
    Path torn = directory().resolve("audit-0000000000000002-20260301T000000000Z.jsonl");
    Files.writeString(torn, "{\"eventVersion\":");
    try (FileAuditLog log = start()) {
      log.accept(record(2));
    }
    assertWritten(1, 2);
    assertFalse(Files.exists(torn));
  }

  @Test
  void aStrangeLastLineIsNotWrittenBehind() throws Exception {
    Files.createDirectory(directory());
    Files.writeString(
        directory().resolve("audit-0000000000000001-20260301T000000000Z.jsonl"), "strange\n");
    IOException refusal = assertThrows(IOException.class, this::start);
    assertTrue(String.valueOf(refusal.getMessage()).contains("no audit record"));
  }

  @Test
  void fullFilesAreFollowedByOthersAndTheOldestGo() throws Exception {
    try (FileAuditLog log = start(AuditSettings.Mode.STRICT, 4 << 10, 3)) {
      for (int i = 1; i <= 200; i++) {
        log.accept(record(i));
      }
    }
    List<Path> files = AuditFiles.list(directory());
    assertEquals(3, files.size());
    for (Path file : files) {
      assertTrue(Files.size(file) <= 4 << 10, file.toString());
    }
    List<String> lines = lines();
    assertTrue(lines.getLast().endsWith("\"sequence\":200}}"), lines.getLast());
    assertTrue(lines.size() < 200);
    String first = files.getFirst().getFileName().toString().substring(6, 22);
    assertTrue(lines.getFirst().endsWith("\"sequence\":" + Long.parseLong(first) + "}}"));
  }

  @Test
  @DisplayName(
      "AUD-3, PRM-6: with a full disk nothing is accepted, and it goes on without a restart")
  void aFullDiskIsNoticedAndRecoveredFrom() throws Exception {
    try (FileAuditLog log = start()) {
      log.accept(record(1));
      await(() -> disk.flushes.get() == 1);
      disk.full = true;
      log.accept(record(2));
      await(() -> !log.acceptsAtOnce());
      assertFalse(log.offer(record(3)));
      assertEquals(ErrorCode.SERVICE_UNAVAILABLE, accept(log, 3));
      await(() -> !log.isHealthy());
      assertEquals(ErrorCode.SERVICE_UNAVAILABLE, accept(log, 3));
      assertThrows(ServiceException.class, () -> log.accept(record(3)));
      outbox.add(record(4));
      log.committed();
      disk.full = false;
      await(log::isHealthy);
      await(log::acceptsAtOnce);
      assertNull(accept(log, 5));
      await(() -> outbox.waitingRecords(0, 9).isEmpty());
    }
    List<String> ids = lines().stream().map(line -> line.substring(12, 48)).sorted().toList();
    assertEquals(IntStream.of(1, 2, 4, 5).mapToObj(FileAuditLogTest::id).toList(), ids);
    assertTrue(disk.refusals.get() > 1);
  }

  @Test
  @DisplayName("AUD-3: a disk that hangs does not hang its callers")
  void aHangingDiskHangsNobody() throws Exception {
    try (FileAuditLog log = start()) {
      CountDownLatch gate = new CountDownLatch(1);
      disk.gate = gate;
      log.accept(record(1));
      await(() -> !log.acceptsAtOnce());
      assertEquals(ErrorCode.SERVICE_UNAVAILABLE, accept(log, 2));
      await(() -> !log.isHealthy());
      gate.countDown();
      await(log::acceptsAtOnce);
      assertTrue(log.isHealthy());
      assertNull(accept(log, 3));
    }
    assertWritten(1, 3);
  }

  @Test
  @DisplayName("AUD-3: while records of changes pile up in the store, changes are refused")
  void changesArePutOffWhileTheirRecordsPileUp() throws Exception {
    try (FileAuditLog log = start()) {
      CountDownLatch gate = new CountDownLatch(1);
      disk.gate = gate;
      for (int i = 0; i < FileAuditLog.MAX_BACKLOG; i++) {
        log.requireRoom();
        outbox.add(record(i));
        log.committed();
      }
      assertThrows(ServiceException.class, log::requireRoom);
      gate.countDown();
      await(() -> outbox.waitingRecords(0, 9).isEmpty());
      log.requireRoom();
    }
    assertEquals(FileAuditLog.MAX_BACKLOG, lines().size());
  }

  @Test
  @DisplayName("PRM-14: in strict mode a record is flushed when it is accepted")
  void strictModeFlushesFirst() throws Exception {
    try (FileAuditLog log = start(AuditSettings.Mode.STRICT, LARGE, 0)) {
      assertFalse(log.acceptsAtOnce());
      for (int i = 1; i <= 3; i++) {
        log.accept(record(i));
        assertEquals(i, disk.flushes.get());
      }
      assertWritten(1, 2, 3);
      disk.gate = new CountDownLatch(1);
      assertEquals(ErrorCode.SERVICE_UNAVAILABLE, accept(log, 4));
      disk.gate.countDown();
    }
  }

  @Test
  void manyCallersLoseNothing() throws Exception {
    int callers = 8;
    int each = 2_000;
    try (FileAuditLog log = start()) {
      List<Thread> threads = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int first = caller * each;
        threads.add(
            Thread.ofVirtual()
                .start(
                    () ->
                        IntStream.range(first, first + each)
                            .forEach(number -> log.accept(record(number)))));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    List<String> lines = lines();
    assertEquals(
        (long) callers * each,
        lines.stream().map(line -> line.substring(12, 48)).distinct().count());
    assertEquals(callers * each, lines.size());
  }

  @Test
  void aReaderGoesOnWhereItWas() throws Exception {
    AuditReader reader;
    List<byte[]> read = new ArrayList<>();
    try (FileAuditLog log = start(AuditSettings.Mode.STRICT, 4 << 10, 0)) {
      reader = new AuditReader(directory());
      for (int i = 1; i <= 100; i++) {
        log.accept(record(i));
        reader.read(read::add);
        assertEquals(i, read.size());
      }
    }
    assertTrue(AuditFiles.list(directory()).size() > 1);
  }

  @Test
  void aLineIsReadAsAPersonAsks() {
    String json =
        """
        {"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::1:user/ann","accessKeyId":"AKIA1"},\
        "eventTime":"2026-03-01T00:00:00Z","eventName":"GetSecretValue","errorCode":null,\
        "sourceIPAddress":"127.0.0.1","requestParameters":{"secretId":"db"},\
        "resources":[{"ARN":"arn:aws:secretsmanager:r:1:secret:db-AbCdEf"}]}""";
    AuditLine line = AuditLine.parse(json.getBytes(StandardCharsets.UTF_8));
    assertNotNull(line);
    assertEquals("arn:aws:iam::1:user/ann", line.user());
    assertEquals(List.of("arn:aws:secretsmanager:r:1:secret:db-AbCdEf", "db"), line.targets());
    assertNull(line.error());
    assertTrue(filter("getsecretvalue", "AKIA1", "db-Ab", false).admits(line));
    assertFalse(filter("ListSecrets", null, null, false).admits(line));
    assertFalse(filter(null, "bob", null, false).admits(line));
    assertFalse(filter(null, null, "other", false).admits(line));
    assertFalse(filter(null, null, null, true).admits(line));
    assertFalse(
        new AuditFilter(line.time().plusSeconds(1), null, null, null, null, false).admits(line));
    assertFalse(new AuditFilter(null, line.time(), null, null, null, false).admits(line));
    assertNull(AuditLine.parse("{\"eventTime\":\"never\"}".getBytes(StandardCharsets.UTF_8)));
    assertNull(AuditLine.parse("no record".getBytes(StandardCharsets.UTF_8)));
  }

  private static AuditFilter filter(
      @Nullable String event, @Nullable String user, @Nullable String target, boolean errors) {
    return new AuditFilter(null, null, event, user, target, errors);
  }
}
