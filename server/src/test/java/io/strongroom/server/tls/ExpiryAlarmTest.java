package io.strongroom.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("TLS-4: warnings before a certificate expires")
class ExpiryAlarmTest {
  private static final Instant UNTIL = Instant.parse("2030-01-31T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;

  private final ExpiryAlarm alarm = new ExpiryAlarm(UNTIL);

  private static Instant before(Duration left) {
    return UNTIL.minus(left);
  }

  private static @Nullable Level level(ExpiryAlarm.@Nullable Warning warning) {
    return warning == null ? null : warning.level();
  }

  @Test
  void nothingIsSaidUntilThirtyDaysAreLeft() {
    assertNull(alarm.due(before(Duration.ofDays(300))));
    assertNull(alarm.due(before(Duration.ofDays(30).plusSeconds(1))));
    assertEquals(
        new ExpiryAlarm.Warning(
            Level.WARNING, "expires at 2030-01-31T00:00:00Z, in less than 31 days"),
        alarm.due(before(Duration.ofDays(30))));
  }

  @Test
  void itIsSaidOnceADay() {
    List<Instant> said = new ArrayList<>();
    for (Instant now = before(Duration.ofDays(20));
        now.isBefore(before(Duration.ofDays(17)));
        now = now.plus(HOUR)) {
      if (alarm.due(now) != null) {
        said.add(now);
      }
    }
    assertEquals(
        List.of(
            before(Duration.ofDays(20)), before(Duration.ofDays(19)), before(Duration.ofDays(18))),
        said);
  }

  @Test
  void sevenDaysOneDayAndTheEndAreSaidAtOnce() {
    assertEquals(Level.WARNING, level(alarm.due(before(Duration.ofDays(7).plus(HOUR)))));
    assertEquals(Level.WARNING, level(alarm.due(before(Duration.ofDays(7)))));
    assertNull(alarm.due(before(Duration.ofDays(7).minus(HOUR))));
    assertEquals(Level.WARNING, level(alarm.due(before(Duration.ofDays(1).plus(HOUR)))));
    assertEquals(Level.ERROR, level(alarm.due(before(Duration.ofDays(1)))));
    assertNull(alarm.due(before(HOUR)));
    assertEquals(
        new ExpiryAlarm.Warning(Level.ERROR, "has expired at 2030-01-31T00:00:00Z"),
        alarm.due(UNTIL));
    assertNull(alarm.due(UNTIL.plus(HOUR)));
    assertEquals(Level.ERROR, level(alarm.due(UNTIL.plus(Duration.ofDays(1)))));
  }

  @Test
  void theServerWritesItToTheLogUntilTheCertificateIsRenewed() throws Exception {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    AtomicReference<Instant> now = new AtomicReference<>(start);
    TlsFiles files = new TlsFiles(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    TrialTls.identity(start).write(files); // for 365 days
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler recorder = recorder(logged);
    Logger log = Logger.getLogger(ServerTls.class.getName());
    log.addHandler(recorder);
    try (ServerTls tls = ServerTls.load(files, now::get)) {
      tls.warnIfExpiring();
      assertEquals(List.of(), logged);
      now.set(start.plus(Duration.ofDays(340)));
      tls.warnIfExpiring();
      tls.warnIfExpiring();
      assertEquals(
          List.of(
              "TLS certificate %s expires at 2027-01-01T00:00:00Z, in less than 26 days"
                  .formatted(files.certificate())),
          logged);
      Files.delete(files.certificate());
      Files.delete(files.key());
      TrialTls.identity(now.get()).write(files);
      tls.reloadIfChanged();
      now.set(start.plus(Duration.ofDays(600)));
      tls.warnIfExpiring();
      assertEquals(2, logged.size()); // the second is that it was taken over
    } finally {
      log.removeHandler(recorder);
    }
  }

  private static Handler recorder(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        logged.add(new SimpleFormatter().formatMessage(entry));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
