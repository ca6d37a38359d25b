package io.strongroom.server;

import io.strongroom.api.Recorder;
import io.strongroom.api.RequestIds;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.store.Store;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.Purpose;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.audit.FileAuditLog;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The audit log of a server and what records into it.
 *
 * @param files the log, or null if nothing is kept
 */
record Auditing(Recorder recorder, @Nullable FileAuditLog files) implements AutoCloseable {

  /** How often it is looked whether requests of strangers were counted and not recorded. */
  static final Duration STRANGERS_INTERVAL = Duration.ofSeconds(5);

  /**
   * Opens the log.
   *
   * @param settings null to keep nothing
   * @throws IOException if it cannot be written, with one line that says why
   */
  static Auditing start(
      @Nullable AuditSettings settings,
      Store store,
      Keyring keyring,
      Entropy entropy,
      InstantSource clock)
      throws IOException {
    FileAuditLog files =
        settings == null
            ? null
            : FileAuditLog.start(settings, store, store.membership().node(), clock);
    AuditLog log = files == null ? AuditLog.none() : files;
    Recorder recorder =
        new Recorder(
            log,
            new RequestIds(entropy),
            keyring.hmac(Purpose.AUDIT_TOKENS),
            settings == null ? 0 : settings.strangersPerMinute(),
            clock);
    return new Auditing(recorder, files);
  }

  /** Tells whether records are accepted. */
  boolean isHealthy() {
    return files == null || files.isHealthy();
  }

  /** Writes what was accepted and stops. */
  @Override
  public void close() {
    recorder.recordLastStrangers();
    if (files != null) {
      files.close();
    }
  }
}
